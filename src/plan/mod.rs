//! What is written where. In: resolved and assessed. Out: routes, grouping, lanes. Never: bytes.
