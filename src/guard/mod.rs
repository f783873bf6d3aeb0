//! What may not leave. In: artifacts of a wider root. Out: diagnostics. Never: mends.
