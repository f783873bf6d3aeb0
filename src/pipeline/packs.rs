//! The review packs of a build. In: the library's cohorts, members as they pass by, the rows that stay.
//! Out: packs in the narrowest audience's root. Never: a customer kept that is no member of a meeting.

use super::load::Loaded;
use super::root::Root;
use crate::assess::Assessment;
use crate::document::customers::Row;
use crate::document::pack::{self, Parts, member::Member};
use crate::document::{self, Format};
use crate::error::Result;
use crate::plan::packs::{self, Meeting};
use crate::render::{self, Artifact};

/// The meetings of a build.
pub(super) struct Packs<'a> {
    /// Which root they are written to.
    pub root: usize,
    library: &'a Loaded,
    meetings: Vec<Meeting<'a>>,
}

impl<'a> Packs<'a> {
    /// The next meeting of every region; none without a root for the narrowest audience.
    pub(super) fn new(library: &'a Loaded, roots: &[Root<'_>]) -> Option<Self> {
        let settings = &library.catalog.settings;
        let root = roots.iter().position(|r| document::PACK.is_for(settings, r.viewer.audience))?;
        let as_of = roots[root].scope().as_of;
        let meetings = packs::next(&library.catalog.cohorts, &library.catalog.reviews, as_of);
        (!meetings.is_empty()).then_some(Self { root, library, meetings })
    }

    /// The pages of a customer that is a member of meetings, each with its meeting's place.
    pub(super) fn members(&self, root: &Root<'_>, assessment: &Assessment<'_>) -> Vec<(usize, Member)> {
        let id = assessment.customer.id.as_str();
        let meetings = self.meetings.iter().enumerate().filter(|(_, m)| m.members.contains(&id));
        let scope = root.scope();
        meetings.map(|(at, m)| (at, pack::member::member(&scope, assessment, m.last))).collect()
    }

    /// Writes every pack; gives their number.
    pub(super) fn write(
        &self,
        root: &Root<'_>,
        rows: &[Row],
        members: Vec<(usize, Member)>,
    ) -> Result<usize> {
        let scope = root.scope();
        let mut by_meeting: Vec<Vec<Member>> = self.meetings.iter().map(|_| Vec::new()).collect();
        for (at, member) in members {
            by_meeting[at].push(member);
        }
        for (meeting, members) in self.meetings.iter().zip(by_meeting) {
            let view = pack::compose(&scope, Parts { meeting, members, rows });
            for format in document::PACK.formats {
                self.accept(root, meeting, *format, &view)?;
            }
        }
        Ok(self.meetings.len())
    }

    fn accept(
        &self,
        root: &Root<'_>,
        meeting: &Meeting<'_>,
        format: Format,
        view: &pack::Pack,
    ) -> Result<()> {
        let route = format!("{}.{}", meeting.stem, format.extension());
        let artifact = render::document(&root.engine, &document::PACK, format, view, &route)?;
        let cohort = self.library.sources.get(meeting.cohort.source).map(|f| f.path.clone());
        root.accept(Artifact { sources: cohort.into_iter().collect(), ..artifact })
    }
}
