//! The nearest right word. In: a wrong word and the right ones. Out: at most one suggestion. Never: a far guess.
