//! Changes valid files at random, reproducibly from a seed: bytes, lengths, numbers and tokens.

use hnn_playground::rng::{Purpose, Rng};

const BYTES: &[u8] = b"\x00\x01\x7f\x80\xff\"{}[],:0-\\";

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "2",
    "3",
    "00",
    "0.5",
    "1e308",
    "1e999",
    "-1e-999",
    "1e400000000000",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "NaN",
    "Infinity",
    "null",
];

const TOKENS: &[&str] = &[
    "\"\"",
    "null",
    "true",
    "[]",
    "{}",
    "\"hnn\"",
    "\"F32\"",
    "\"F16\"",
    "\"F4\"",
    "\"U8\"",
    "\"BOOL\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[[[[[[]]]]]]",
    "\"__metadata__\"",
    "\"spring\"",
    "\"pendulum\"",
    "\"learning_rate\"",
    "\"width\"",
];

/// Candidate values for the length of a header.
const LENGTHS: [u64; 9] = [0, 1, 2, 8, 1 << 31, 1 << 32, 1 << 53, 100_000_000, u64::MAX];

/// An endless stream of changed files.
pub struct Mutations<'a> {
    corpus: &'a [Vec<u8>],
    rng: Rng,
}

impl<'a> Mutations<'a> {
    pub fn new(corpus: &'a [Vec<u8>], seed: u64) -> Self {
        Mutations {
            corpus,
            rng: Rng::new(seed, Purpose::Data),
        }
    }

    /// The next file, and the index of its original in the corpus.
    pub fn next(&mut self) -> (Vec<u8>, usize) {
        let which = self.below(self.corpus.len());
        let mut file = self.corpus[which].clone();
        for _ in 0..=self.below(3) {
            let text = 8.min(file.len());
            match self.below(10) {
                0 | 1 => self.bytes(&mut file),
                2 => file.truncate(self.below(file.len() + 1)),
                3 => self.length(&mut file),
                4 => self.repeated(&mut file),
                5 => self.spliced(&mut file),
                6 | 7 => self.number(&mut file, text),
                8 => self.token(&mut file, text),
                _ => self.nested(&mut file),
            }
        }
        (file, which)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.rng.next_u64() % n.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A range of at most `most` bytes.
    fn range(&mut self, file: &[u8], most: usize) -> std::ops::Range<usize> {
        let from = self.below(file.len());
        let length = self.below(most.min(file.len() - from) + 1);
        from..from + length
    }

    fn bytes(&mut self, file: &mut [u8]) {
        for _ in 0..=self.below(3) {
            let at = self.below(file.len());
            let any = self.rng.next_u64() as u8;
            let special = self.one_of(BYTES);
            let byte = self.one_of(&[any, special]);
            let bit = 1 << self.below(8);
            if let Some(old) = file.get_mut(at) {
                *old = self.one_of(&[byte, *old ^ bit]);
            }
        }
    }

    /// The first eight bytes, the length of the header of a safetensors file.
    fn length(&mut self, file: &mut [u8]) {
        if let Some(length) = file.first_chunk_mut::<8>() {
            let old = u64::from_le_bytes(*length);
            let near = old.wrapping_add(self.below(17) as u64).wrapping_sub(8);
            let whole = self.one_of(&LENGTHS);
            *length = self.one_of(&[near, whole]).to_le_bytes();
        }
    }

    /// Duplicates or removes a piece.
    fn repeated(&mut self, file: &mut Vec<u8>) {
        let range = self.range(file, 64);
        let piece = file[range.clone()].to_vec();
        let piece = if self.below(2) == 0 {
            piece.repeat(2)
        } else {
            Vec::new()
        };
        file.splice(range, piece);
    }

    /// Inserts a piece of another file.
    fn spliced(&mut self, file: &mut Vec<u8>) {
        let other = self.below(self.corpus.len());
        let from = self.range(&self.corpus[other].clone(), 256);
        let to = self.range(file, 256);
        file.splice(to, self.corpus[other][from].to_vec());
    }

    /// A number of the text that begins at `text`.
    fn number(&mut self, file: &mut Vec<u8>, text: usize) {
        let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let new = self.one_of(NUMBERS);
        self.replace(file, text, u8::is_ascii_digit, is_part, new);
    }

    /// A string of the text that begins at `text`, its quotes included.
    fn token(&mut self, file: &mut Vec<u8>, text: usize) {
        let new = self.one_of(TOKENS);
        let mut quotes = 0;
        let is_part = move |byte: &u8| {
            quotes += usize::from(*byte == b'"');
            quotes < 2 || (quotes == 2 && *byte == b'"')
        };
        self.replace(file, text, |byte| *byte == b'"', is_part, new);
    }

    /// Replaces a token, which starts where `begins` holds and continues while `is_part` does, by `new`. Half the time
    /// it corrects the length of the header, so that later checks are reached.
    fn replace(
        &mut self,
        file: &mut Vec<u8>,
        text: usize,
        begins: impl Fn(&u8) -> bool,
        is_part: impl FnMut(&u8) -> bool,
        new: &str,
    ) {
        let from = text + self.below(file.len() - text);
        let Some(found) = file.iter().skip(from).position(begins) else {
            return;
        };
        let from = from + found;
        let length = file[from..]
            .iter()
            .map(is_part)
            .take_while(|part| *part)
            .count();
        file.splice(from..from + length, new.bytes());
        if self.below(2) == 0
            && let Some(header) = file.first_chunk_mut::<8>()
            && header[0] != b'{'
        {
            let moved = u64::from_le_bytes(*header).wrapping_add(new.len() as u64);
            *header = moved.wrapping_sub(length as u64).to_le_bytes();
        }
    }

    /// Deep nesting, which could overflow the stack of a recursive parser.
    fn nested(&mut self, file: &mut Vec<u8>) {
        let at = self.below(file.len() + 1);
        let depth = self.one_of(&[10, 200, 20_000]);
        let bracket = self.one_of(b"[{");
        if self.below(20) == 0 {
            file.splice(at..at, std::iter::repeat_n(bracket, depth));
        }
    }
}
