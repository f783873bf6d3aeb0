//! Bands as people write them. In: text. Out: `Band`, thresholds. Never: guesses an ambiguous one.
