//! Files of a library by what they are. In: paths of the walk. Out: [`Kinds`]. Never: reads a file.

use super::load::Loaded;
use crate::model::settings::Settings;

/// The folder of cohorts.
pub(super) const COHORTS: &str = "cohorts";

/// The folder of reviews that were held.
pub(super) const REVIEWS: &str = "reviews";

/// True for a cohort's file.
pub(super) fn is_cohort(path: &str) -> bool {
    path.strip_prefix(COHORTS).is_some_and(|rest| rest.starts_with('/'))
}

/// Files of the walk by what they are.
#[derive(Default)]
pub(super) struct Kinds {
    pub pages: Vec<String>,
    pub tocs: Vec<String>,
    pub cohorts: Vec<String>,
    pub reviews: Vec<String>,
    pub templates: Vec<String>,
    pub media: Vec<(String, u64)>,
}

impl Kinds {
    /// Adds a file of the walk; those of customers are listed elsewhere.
    pub(super) fn sort_in(&mut self, path: String, bytes: u64, settings: &Settings) {
        let inside = |dir: &str| path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
        let name = path.rsplit('/').next().unwrap_or(&path).to_lowercase();
        if [&settings.customers_dir, &settings.usage_dir, &settings.progress_dir].iter().any(|d| inside(d)) {
            return;
        }
        let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
        if inside("templates") {
            self.templates.push(path);
        } else if inside(COHORTS) && yaml {
            self.cohorts.push(path);
        } else if inside(REVIEWS) && yaml {
            self.reviews.push(path);
        } else if name.ends_with(".md") {
            self.pages.push(path);
        } else if yaml && name.starts_with("toc") {
            self.tocs.push(path);
        } else if !inside(COHORTS) && !Loaded::is_settings(&path) {
            self.media.push((path, bytes));
        }
    }
}
