//! One file as text, as bytes or as their hash. In: a root, a path below it, a limit. Out: that, or a [`ReadFault`] with
//! the place.
//! Never: guesses an encoding, reads more than the limit, decides how bad a fault is.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

/// Bytes that are hashed at once.
const PIECE: usize = 1 << 14;

/// Texts that stand in for files of the disk, by path: what edits would write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(pub BTreeMap<String, String>);

impl Drafts {
    /// The text of a file: the draft, else what is on the disk.
    ///
    /// # Errors
    /// A [`ReadFault`], as [`text`] gives it.
    pub fn text(&self, root: &Path, path: &str, max_bytes: u64) -> Result<String, ReadFault> {
        match self.0.get(path) {
            Some(draft) => Ok(draft.clone()),
            None => text(root, path, max_bytes),
        }
    }
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// Not UTF-8 from `offset` on.
    NotText {
        /// First byte that is no UTF-8, from 0.
        offset: usize,
        /// Its line, from 1.
        line: u32,
        /// Its column in Unicode scalar values, from 1; a byte order mark is not counted.
        column: u32,
        /// The text before it, so that the place can be shown.
        before: String,
        /// The byte itself.
        byte: u8,
    },
    /// Larger than the limit.
    TooLarge {
        /// Size of the file, bytes.
        bytes: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// The system's own words.
    Unreadable(String),
}

/// The text of a file, a byte order mark included.
///
/// # Errors
/// A [`ReadFault`]; the file counts as absent then.
pub fn text(root: &Path, path: &str, max_bytes: u64) -> Result<String, ReadFault> {
    let bytes = bytes(root, path, max_bytes)?;
    String::from_utf8(bytes).map_err(|fault| {
        let offset = fault.utf8_error().valid_up_to();
        not_text(fault.as_bytes(), offset)
    })
}

/// The text of the standard input.
///
/// # Errors
/// A [`ReadFault`], as for a file.
pub fn standard_input(max_bytes: u64) -> Result<String, ReadFault> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|fault| ReadFault::Unreadable(fault.to_string()))?;
    if bytes.len() as u64 > max_bytes {
        return Err(ReadFault::TooLarge { bytes: bytes.len() as u64, limit: max_bytes });
    }
    String::from_utf8(bytes).map_err(|fault| {
        let offset = fault.utf8_error().valid_up_to();
        not_text(fault.as_bytes(), offset)
    })
}

/// What tells files of one size apart: XXH3 over all bytes. Never holds more of the file than a piece.
///
/// # Errors
/// [`ReadFault::TooLarge`] or [`ReadFault::Unreadable`].
pub fn hash(root: &Path, path: &str, max_bytes: u64) -> Result<u64, ReadFault> {
    let (mut file, _) = open(root, path, max_bytes)?;
    let mut piece = [0; PIECE];
    let mut hash = Xxh3Default::new();
    loop {
        match file.read(&mut piece).map_err(unreadable)? {
            0 => return Ok(hash.digest()),
            n => hash.update(&piece[..n]),
        }
    }
}

/// A file that is no larger than the limit, and its size.
fn open(root: &Path, path: &str, max_bytes: u64) -> Result<(File, u64), ReadFault> {
    let file = File::open(root.join(path)).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    match size > max_bytes {
        true => Err(ReadFault::TooLarge { bytes: size, limit: max_bytes }),
        false => Ok((file, size)),
    }
}

fn unreadable(fault: std::io::Error) -> ReadFault {
    ReadFault::Unreadable(fault.to_string())
}

/// The bytes of a file (media are copied as they are).
///
/// # Errors
/// [`ReadFault::TooLarge`] or [`ReadFault::Unreadable`].
pub fn bytes(root: &Path, path: &str, max_bytes: u64) -> Result<Vec<u8>, ReadFault> {
    let (file, size) = open(root, path, max_bytes)?;
    let mut bytes = Vec::with_capacity(size as usize);
    // The file may grow while it is read: one byte more than the limit is enough to know.
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > max_bytes {
        return Err(ReadFault::TooLarge { bytes: bytes.len() as u64, limit: max_bytes });
    }
    Ok(bytes)
}

fn not_text(bytes: &[u8], offset: usize) -> ReadFault {
    let before = String::from_utf8_lossy(&bytes[..offset]).into_owned();
    let line = before.matches('\n').count() as u32 + 1;
    let last = before.rsplit('\n').next().unwrap_or("");
    let column = last.chars().filter(|c| *c != '\u{feff}').count() as u32 + 1;
    ReadFault::NotText { offset, line, column, byte: bytes[offset], before }
}

impl std::error::Error for ReadFault {}

impl fmt::Display for ReadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { byte, offset, .. } => {
                write!(f, "the byte `0x{byte:02X}` at offset {offset} is not UTF-8; the file is left out")
            }
            Self::TooLarge { bytes, limit } => {
                write!(f, "the file has {bytes} bytes, the limit is {limit}; it is left out")
            }
            Self::Unreadable(why) => write!(f, "the file cannot be read: {why}"),
        }
    }
}
