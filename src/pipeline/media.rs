//! Files beside the pages, for the check. In: the library, the chosen paths. Out: findings of `rules::media`; the files
//! that they stand in are added to the sources. Never: reads a file of which there is no other of the same size.

use super::chosen::Chosen;
use super::load::{FILES_PER_CUSTOMER, Loaded};
use crate::diagnostic::{Diagnostic, Findings};
use crate::model::date::Date;
use crate::rules::media::{self, Medium};
use crate::rules::{Library, apply_levels};
use crate::source::{SourceId, SourceMap, Span, read};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Findings about pictures; none is read where no chosen path takes one.
pub(super) fn findings(
    loaded: &Loaded,
    library: &Library<'_>,
    chosen: &Chosen<'_>,
    as_of: Date,
    sources: &mut SourceMap,
) -> Vec<Diagnostic> {
    let catalog = &loaded.catalog;
    if !catalog.media.iter().any(|path| chosen.takes(path)) {
        return Vec::new();
    }
    let media = measured(loaded);
    // Ids behind those of the customers' files.
    let mut next = loaded.first_record.0 + loaded.records.len() as u32 * FILES_PER_CUSTOMER;
    let mut known: BTreeMap<String, SourceId> = BTreeMap::new();
    let mut found = Findings(media::findings(library, &media, &mut |path| {
        let id = *known.entry(path.to_string()).or_insert_with(|| {
            next += 1;
            sources.add_as(SourceId(next - 1), path.to_string(), String::new()).id
        });
        Span::new(id, 0..0)
    }));
    found.0.retain(|d| sources.get(d.span.source).is_some_and(|f| chosen.takes(&f.path)));
    apply_levels(&mut found, &catalog.settings, sources, as_of);
    found.0
}

/// Every file with its size; the hash only where another one has the same size.
fn measured(loaded: &Loaded) -> Vec<Medium> {
    let limit = loaded.catalog.settings.max_media_bytes;
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    loaded.media_bytes.iter().for_each(|bytes| *sizes.entry(*bytes).or_default() += 1);
    let files: Vec<(usize, &String, u64)> = loaded
        .catalog
        .media
        .iter()
        .zip(&loaded.media_bytes)
        .enumerate()
        .map(|(i, (p, b))| (i, p, *b))
        .collect();
    let medium = |(index, path, bytes): &(usize, &String, u64)| {
        let hash = (sizes[bytes] > 1).then(|| read::hash(&loaded.root, path, limit).ok()).flatten();
        Medium { index: *index, bytes: *bytes, hash }
    };
    files.par_iter().map(medium).collect()
}
