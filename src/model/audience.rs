//! Who may read what (DOMAIN.md 7). In: the settings' ordered audiences. Out: labels and sets of them.
//! Never: widens; what carries no label is for the narrowest audience.

/// An audience by its place in the settings: 0 is the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AudienceId(pub u8);

/// A set of audiences, at most 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AudienceSet(pub u32);

impl AudienceSet {
    /// The set of one.
    pub fn only(id: AudienceId) -> Self {
        Self(1 << id.0)
    }

    /// Adds one.
    #[must_use]
    pub fn with(self, id: AudienceId) -> Self {
        Self(self.0 | 1 << id.0)
    }

    /// True if `id` is in the set.
    pub fn has(self, id: AudienceId) -> bool {
        self.0 & (1 << id.0) != 0
    }

    /// Those in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// True for no one.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The audiences of a library, widest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audiences(pub Vec<String>);

impl Default for Audiences {
    fn default() -> Self {
        Self(["customer", "partner", "internal"].map(String::from).to_vec())
    }
}

impl Audiences {
    /// By name, without case.
    pub fn find(&self, name: &str) -> Option<AudienceId> {
        let at = self.0.iter().position(|a| a.eq_ignore_ascii_case(name.trim()))?;
        Some(AudienceId(at as u8))
    }

    /// The narrowest: what nothing is said about.
    pub fn narrowest(&self) -> AudienceId {
        AudienceId(self.0.len().saturating_sub(1) as u8)
    }

    /// The name.
    pub fn name(&self, id: AudienceId) -> &str {
        self.0.get(id.0 as usize).map_or("internal", String::as_str)
    }

    /// All of them.
    pub fn all(&self) -> AudienceSet {
        AudienceSet(((1u64 << self.0.len().min(32)) - 1) as u32)
    }

    /// Their ids, widest first.
    pub fn ids(&self) -> impl Iterator<Item = AudienceId> + use<> {
        (0..self.0.len() as u8).map(AudienceId)
    }
}

/// For whom one root is built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Viewer {
    /// The audience.
    pub audience: AudienceId,
    /// The audience's name.
    pub name: String,
    /// The partner by name, in a build for one partner.
    pub partner: Option<String>,
}

impl Viewer {
    /// True if a fact with this label may be shown: labels at least as wide as the viewer.
    pub fn may_see(&self, label: AudienceId) -> bool {
        label <= self.audience
    }

    /// The folder below `public/`: `internal`, `partner--northsea-consulting`.
    pub fn folder(&self) -> String {
        match &self.partner {
            Some(partner) => format!("{}--{partner}", self.name),
            None => self.name.clone(),
        }
    }
}
