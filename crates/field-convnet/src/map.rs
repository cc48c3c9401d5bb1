//! Maps: pictures with many channels, the channels of a pixel side by side.

/// A map with empty pixels around it, which windows at the edge read.
#[derive(Debug, Default)]
pub(crate) struct Map {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Channels with their padding.
    pub(crate) channels: usize,
    /// Empty pixels left and right of each row. Rows above and below are not kept: [`Rows`] makes them up.
    border: usize,
    numbers: Vec<f32>,
}

impl Map {
    /// A map in the room of `spare`. Its pixels are whatever was there; its border is empty.
    pub(crate) fn in_room(
        (width, height): (usize, usize),
        channels: usize,
        border: usize,
        mut spare: Vec<f32>,
    ) -> Self {
        let row = (width + 2 * border) * channels;
        spare.resize(height * row, 0.0);
        let edge = border * channels;
        for row in spare.chunks_exact_mut(row.max(1)) {
            row[..edge].fill(0.0);
            let last = row.len() - edge;
            row[last..].fill(0.0);
        }
        Self { width, height, channels, border, numbers: spare }
    }

    /// Gives its room back.
    pub(crate) fn into_room(self) -> Vec<f32> {
        self.numbers
    }

    fn row_len(&self) -> usize {
        (self.width + 2 * self.border) * self.channels
    }

    /// The pixels of all rows, from the top.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        (0..self.height).map(|row| self.row(row))
    }

    /// The pixels of a row.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * self.row_len() + self.border * self.channels..]
            [..self.width * self.channels]
    }

    /// The pixels of all rows, to be written.
    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        let (edge, width) = (self.border * self.channels, self.width * self.channels);
        let len = self.row_len();
        self.numbers.chunks_exact_mut(len).map(move |row| &mut row[edge..][..width])
    }

    /// The rows as a window of `edge` pixels around each pixel sees them.
    pub(crate) fn seen_by<'a>(&'a self, edge: usize, empty: &'a [f32]) -> Rows<'a> {
        let len = self.row_len();
        let skipped = (self.border - edge / 2) * self.channels;
        Rows { numbers: &self.numbers, empty: &empty[..len], len, skipped, height: self.height }
    }

    /// Numbers that a row has, with its border.
    pub(crate) fn empty_len(&self) -> usize {
        self.row_len()
    }
}

/// Rows of a map, with empty ones above and below.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    numbers: &'a [f32],
    empty: &'a [f32],
    len: usize,
    skipped: usize,
    height: usize,
}

impl<'a> Rows<'a> {
    /// Row `number` counted from `above` rows over the first one.
    pub(crate) fn at(&self, number: usize, above: usize) -> &'a [f32] {
        let row = match number.checked_sub(above) {
            Some(row) if row < self.height => &self.numbers[row * self.len..][..self.len],
            _ => self.empty,
        };
        &row[self.skipped..]
    }
}

/// The last few rows of a map that is never kept whole.
pub(crate) struct Ring {
    rows: usize,
    height: usize,
    len: usize,
    edge: usize,
    numbers: Vec<f32>,
    empty: Vec<f32>,
}

impl Ring {
    /// Room for `rows` rows of a map of the given size.
    pub(crate) fn new(
        rows: usize,
        (width, height): (usize, usize),
        channels: usize,
        border: usize,
    ) -> Self {
        let len = (width + 2 * border) * channels;
        let edge = border * channels;
        Self { rows, height, len, edge, numbers: vec![0.0; rows * len], empty: vec![0.0; len] }
    }

    /// The rows of `wanted`, to be written, with their numbers and in no order.
    pub(crate) fn rows_mut(
        &mut self,
        wanted: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (usize, &mut [f32])> {
        let (rows, edge) = (self.rows, self.edge);
        let slots = self.numbers.chunks_exact_mut(self.len).enumerate();
        slots.filter_map(move |(slot, numbers)| {
            let ahead = (slot + rows - wanted.start % rows) % rows;
            let row = wanted.start + ahead;
            let inner = edge..numbers.len() - edge;
            wanted.contains(&row).then(|| (row, &mut numbers[inner]))
        })
    }

    /// Row `number` counted from `above` rows over the first one, from its border on.
    pub(crate) fn at(&self, number: usize, above: usize) -> &[f32] {
        match number.checked_sub(above) {
            Some(row) if row < self.height => {
                &self.numbers[row % self.rows * self.len..][..self.len]
            }
            _ => &self.empty,
        }
    }
}
