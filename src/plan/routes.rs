//! Addresses below a root. In: paths, ids, region names. Out: routes with `/`, never absolute.
//! Never: an unchecked name in a path; region names are slugged, ids were checked when read.

/// `dir/page.md` → `dir/page.html`.
pub fn page(path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    format!("{stem}.html")
}

/// `customers/fjordlys/checklist.html`.
pub fn customer(id: &str, file: &str, extension: &str) -> String {
    format!("customers/{id}/{file}.{extension}")
}

/// Routes of the region pages of one portfolio, in the order of `regions`: `customers/emea.html`. Two
/// names with one slug, and a slug that another page of the folder holds, get a number.
pub fn regions(regions: &[&str]) -> Vec<String> {
    let mut taken = vec!["index".to_string(), "portfolio".to_string()];
    let mut routes = Vec::new();
    for region in regions {
        let stem = slug(region);
        let mut name = stem.clone();
        let mut n = 2;
        while taken.contains(&name) {
            name = format!("{stem}-{n}");
            n += 1;
        }
        routes.push(format!("customers/{name}.html"));
        taken.push(name);
    }
    routes
}

/// Lower-case letters and digits joined by single hyphens; never empty.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "region".into() } else { out.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_routes_never_meet() {
        let routes = regions(&["EMEA", "Emea", "Index", "…"]);
        assert_eq!(
            routes,
            [
                "customers/emea.html",
                "customers/emea-2.html",
                "customers/index-2.html",
                "customers/region.html"
            ]
        );
    }
}
