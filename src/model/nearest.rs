//! The nearest right word. In: a wrong word and the right ones. Out: at most one of them. Never: a far guess, unless it
//! is asked for.

/// A right word that is near a wrong one.
#[derive(Clone, Copy, Debug)]
pub struct Near<W> {
    /// As the right ones have it.
    pub word: W,
    /// True if no other one is as near.
    pub alone: bool,
}

/// The right word nearest to a wrong one, if it is near: at most a quarter of the longer one's letters differ, and at
/// least one may. Case, blanks and signs count between words that are as near without them; among equals the first
/// given wins.
pub fn near<W: AsRef<str>>(wrong: &str, right: impl IntoIterator<Item = W>) -> Option<Near<W>> {
    let bare_wrong = Bare::of(wrong);
    let mut best: Option<(Distance, Near<W>)> = None;
    for word in right {
        let Some(letters) = bare_wrong.near(&Bare::of(word.as_ref())) else { continue };
        let distance = (letters, apart(wrong, word.as_ref()));
        match &mut best {
            Some((least, _)) if *least < distance => {}
            Some((least, best)) if *least == distance => best.alone &= best.word.as_ref() == word.as_ref(),
            _ => best = Some((distance, Near { word, alone: true })),
        }
    }
    best.map(|(_, near)| near)
}

/// The word of [`near`].
pub fn nearest<W: AsRef<str>>(wrong: &str, right: impl IntoIterator<Item = W>) -> Option<W> {
    near(wrong, right).map(|near| near.word)
}

/// The right word nearest to a wrong one, however far; none only where there is no right word.
pub fn closest<W: AsRef<str>>(wrong: &str, right: impl IntoIterator<Item = W>) -> Option<W> {
    let bare_wrong = Bare::of(wrong);
    let distance = |word: &W| {
        let right = word.as_ref();
        (apart(&bare_wrong.text, &Bare::of(right).text), apart(wrong, right))
    };
    right.into_iter().min_by_key(distance)
}

/// How many signs of two words differ as they are written; two neighbours that changed places are one difference.
pub fn apart(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// Letters and digits in lower case.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters that differ, then signs that differ as written.
type Distance = (usize, usize);

/// A word without case, blanks and signs, and how often each letter stands in it. Letters that share a place make two
/// words look nearer, never farther.
struct Bare {
    text: String,
    length: usize,
    counts: [i16; 64],
}

impl Bare {
    fn of(word: &str) -> Self {
        let text = bare(word);
        let (mut length, mut counts) = (0, [0; 64]);
        for c in text.chars() {
            length += 1;
            counts[c as usize % 64] += 1;
        }
        Self { text, length, counts }
    }

    /// How many letters differ, if few do.
    fn near(&self, other: &Self) -> Option<usize> {
        let limit = (self.length.max(other.length) / 4).max(1);
        // Letters that one of the two has more are as many differences: most words need not be compared.
        let may_be = self.length.min(other.length) > 0 && self.least_apart(other) <= limit;
        may_be.then(|| apart(&self.text, &other.text)).filter(|letters| *letters <= limit)
    }

    /// The fewest differences that two words with these letters can have.
    fn least_apart(&self, other: &Self) -> usize {
        let more = |a: &Self, b: &Self| {
            a.counts.iter().zip(b.counts).map(|(a, b)| (a - b).max(0) as usize).sum::<usize>()
        };
        more(self, other).max(more(other, self))
    }
}
