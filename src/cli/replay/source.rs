//! The journal as blocks of whole lines: a file or standard input, as it is or compressed.

use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;

/// Bytes read at a time, and the longest line: a line of this length was not written by Cairn.
pub const BLOCK: usize = 1 << 20;

/// What starts every gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A part of the journal.
pub enum Block {
    /// Whole lines.
    Lines(Vec<u8>),
    /// A line that is longer than a block, and was not kept.
    TooLong,
}

/// A journal that is being read.
pub struct Source {
    input: Box<dyn Read + Send>,
    /// The start of a line whose end has not been read yet.
    begun: Vec<u8>,
    /// Whether that line is too long and is being passed over.
    passing: bool,
    /// Whether there is no more to read, and what was in the way.
    ended: bool,
    failed: Option<io::Error>,
}

impl Source {
    /// Opens a file, or standard input for `-`.
    ///
    /// # Errors
    /// It cannot be opened or read.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path == Path::new("-") { Source::of(io::stdin()) } else { Source::of(File::open(path)?) }
    }

    fn of(mut input: impl Read + Send + 'static) -> io::Result<Self> {
        let mut first = Vec::new();
        input.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
        let packed = first == GZIP;
        let whole: Chain<Cursor<Vec<u8>>, _> = Cursor::new(first).chain(input);
        let input: Box<dyn Read + Send> = if packed {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BLOCK / 8, whole)))
        } else {
            Box::new(whole)
        };
        Ok(Source { input, begun: Vec::new(), passing: false, ended: false, failed: None })
    }

    /// The next block, in the memory of `spare`; `None` at the end.
    ///
    /// # Errors
    /// The rest cannot be read. All whole lines before have been given.
    pub fn block(&mut self, mut spare: Vec<u8>) -> io::Result<Option<Block>> {
        spare.clear();
        spare.append(&mut self.begun);
        spare.reserve(BLOCK - spare.len());
        while !self.ended {
            let room = BLOCK - spare.len();
            match self.input.by_ref().take(room as u64).read_to_end(&mut spare) {
                Ok(read) => self.ended = read < room,
                Err(problem) => (self.ended, self.failed) = (true, Some(problem)),
            }
            if self.passing {
                let Some(end) = spare.iter().position(|byte| *byte == b'\n') else {
                    spare.clear();
                    continue;
                };
                self.passing = false;
                spare.drain(..=end);
                continue;
            }
            // What ends with the file is a line too, unless the file was cut off there.
            if self.ended && self.failed.is_none() {
                break;
            }
            match spare.iter().rposition(|byte| *byte == b'\n') {
                Some(end) => {
                    if !self.ended {
                        self.begun.extend_from_slice(&spare[end + 1..]);
                    }
                    spare.truncate(end + 1);
                    break;
                }
                None if self.ended => spare.clear(),
                None => {
                    self.passing = true;
                    return Ok(Some(Block::TooLong));
                }
            }
        }
        if !spare.is_empty() {
            return Ok(Some(Block::Lines(spare)));
        }
        self.failed.take().map_or(Ok(None), Err)
    }
}
