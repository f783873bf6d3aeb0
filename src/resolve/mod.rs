//! Who sees which page and where links lead. In: Catalog. Out: per audience kept set, routes, targets. Never: renders.
