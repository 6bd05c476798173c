//! Tables of an HTML page, as many systems save what they call Excel.

mod cell;
mod grid;
mod tokens;

use std::io::Read;

use tickets::{Encoding, FileError, Origin, Wire};

use crate::{
    Error,
    book::{Book, Take},
    decoded::Decoded,
    source::Source,
};
use grid::Grid;
use tokens::{Token, Tokens};

/// So many bytes are read at a time.
const STEP: usize = 32 << 10;

/// A page that can be read again.
pub(crate) struct Page<'a> {
    pub source: &'a mut dyn Source,
    pub encoding: Encoding,
}

impl Book for Page<'_> {
    fn origin(&self) -> Origin {
        Origin::new(Wire::Html, self.encoding)
    }

    fn name(&self, number: usize) -> String {
        format!("Table {}", number + 1)
    }

    fn is_page(&self) -> bool {
        true
    }

    fn each(&mut self, wanted: &dyn Fn(usize) -> bool, take: Take<'_>) -> Result<(), Error> {
        let mut grid = Grid::default();
        let mut take = |number, row| {
            if wanted(number) {
                take(number, row)?;
            }
            Ok(())
        };
        self.tokens(&mut |token, line| grid.take(token, line, &mut take))?;
        grid.finish(&mut take)?;
        if grid.is_empty() {
            let what = "an HTML page without a table (perhaps a sign-in page)".into();
            return Err(FileError::Binary { what }.into());
        }
        Ok(())
    }
}

impl Page<'_> {
    /// Hands on each tag and each piece of text with the line it is on.
    fn tokens(
        &mut self,
        take: &mut dyn FnMut(Token<'_>, u64) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let encoding = self.encoding;
        self.source.read(&mut |bytes| {
            let mut decoded = Decoded::new(bytes, encoding);
            let mut buffer = vec![0; STEP];
            let (mut tokens, mut line) = (Tokens::default(), 1);
            loop {
                let read = decoded.read(&mut buffer)?;
                if read == 0 {
                    return tokens.finish(&mut |token| take(token, line));
                }
                for part in buffer[..read].split_inclusive(|byte| *byte == b'\n') {
                    tokens.feed(part, &mut |token| take(token, line))?;
                    line += u64::from(part.ends_with(b"\n"));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests;
