//! Running a network on one picture.

use rten_simd::{SimdOp as _, SimdUnaryOp as _};
use rten_vecmath::Sigmoid;

use crate::error::{ReadError, RunError};
use crate::graph::Id;
use crate::kernels::{Dense, DenseRows, Depthwise, DepthwiseRow, Gate, SumRow, Term};
use crate::map::{Map, Ring, Rows};
use crate::plan::{Extract, PICTURE_CHANNELS, Plan, Planned, Step, Window, plan};
use crate::simplify::simplify;
use crate::{graph, onnx};

/// Numbers of the maps in the middle of a chain that are kept at once: 384 KiB, so that they and some weights
/// stay in the processor's second cache.
const STRIP_NUMBERS: usize = 96 * 1024;

/// Most rows that are made at once, by which the weights are read once for all of them.
const STRIP_ROWS_MAX: usize = 16;

/// A network that was read, ready to run. It is shared between threads.
pub struct Network {
    plan: Plan,
}

/// One answer of a network: planes of numbers, row by row from the top.
#[derive(Debug, Clone, PartialEq)]
pub struct Planes {
    /// Numbers of a row.
    pub width: usize,
    /// Rows of a plane.
    pub height: usize,
    /// `planes` × `height` × `width` numbers.
    pub numbers: Vec<f32>,
}

impl Network {
    /// Reads a network from the bytes of an ONNX file, for the outputs of the given names.
    ///
    /// # Errors
    /// [`ReadError`] if the bytes are no ONNX file, or hold a layer that this engine does not know.
    pub fn read(file: &[u8], outputs: &[&str]) -> Result<Self, ReadError> {
        let mut graph: graph::Graph = onnx::read(file, outputs)?;
        simplify(&mut graph);
        Ok(Self { plan: plan(&graph)? })
    }

    /// Runs the network on a picture of the given width and height, row by row from the top, and gives the
    /// outputs in the order in which they were asked for.
    ///
    /// # Errors
    /// [`RunError`] if the pixels are not as many as the size says, or the network cannot halve the edges as
    /// often as it has to.
    pub fn run(
        &self,
        (width, height): (usize, usize),
        pixels: impl ExactSizeIterator<Item = [f32; 3]>,
    ) -> Result<Vec<Planes>, RunError> {
        if width == 0 || height == 0 || Some(pixels.len()) != width.checked_mul(height) {
            return Err(RunError::Picture);
        }
        let mut room = Room { maps: Vec::new(), spare: Vec::new(), empty: Vec::new() };
        room.maps.resize_with(self.plan.borders.len(), || None);
        let border = self.plan.borders.first().copied().unwrap_or_default();
        let mut picture = Map::in_room((width, height), PICTURE_CHANNELS, border, Vec::new());
        let places = picture.rows_mut().flat_map(|row| row.as_chunks_mut::<PICTURE_CHANNELS>().0);
        for (place, [one, two, three]) in places.zip(pixels) {
            *place = [one, two, three, 0.0];
        }
        room.put(0, picture);
        for planned in &self.plan.steps {
            let border = self.plan.borders[planned.makes];
            let made = room.made(planned, border)?;
            room.put(planned.makes, made);
            for id in &planned.last_of {
                room.free(*id);
            }
        }
        self.plan.outputs.iter().map(|output| Ok(extract(room.map(output.of)?, output))).collect()
    }
}

/// The maps that are kept, and room of those that are not needed any more.
struct Room {
    maps: Vec<Option<Map>>,
    spare: Vec<Vec<f32>>,
    /// What is above the first row and below the last one.
    empty: Vec<f32>,
}

impl Room {
    fn map(&self, id: Id) -> Result<&Map, RunError> {
        // A plan puts every map before the steps that take it.
        self.maps.get(id).and_then(Option::as_ref).ok_or(RunError::Edges)
    }

    fn put(&mut self, id: Id, map: Map) {
        if map.empty_len() > self.empty.len() {
            self.empty.resize(map.empty_len(), 0.0);
        }
        self.maps[id] = Some(map);
    }

    fn free(&mut self, id: Id) {
        self.spare.extend(self.maps[id].take().map(Map::into_room));
    }

    /// A new map in the spare room that fits best.
    fn new_map(&mut self, size: (usize, usize), channels: usize, border: usize) -> Map {
        let wanted = (size.0 + 2 * border) * size.1 * channels;
        let fit = |spare: &Vec<f32>| (spare.capacity() < wanted, spare.capacity().abs_diff(wanted));
        let best = (0..self.spare.len()).min_by_key(|at| fit(&self.spare[*at]));
        let spare = best.map(|at| self.spare.swap_remove(at)).unwrap_or_default();
        Map::in_room(size, channels, border, spare)
    }

    fn made(&mut self, planned: &Planned, border: usize) -> Result<Map, RunError> {
        let channels = planned.channels;
        match &planned.step {
            Step::Chain { of, before, middle, after, added } => {
                let given = self.map(*of)?;
                let mut size = (given.width, given.height);
                for stride in [
                    before.as_ref().map(|window| window.stride),
                    middle.as_ref().map(|depthwise| depthwise.stride),
                    after.as_ref().map(|window| window.stride),
                ] {
                    let stride = stride.unwrap_or(1);
                    size = (size.0.div_ceil(stride), size.1.div_ceil(stride));
                }
                let mut made = self.new_map(size, channels, border);
                let added = added.map(|id| self.map(id)).transpose()?;
                if added.is_some_and(|added| (added.width, added.height) != size) {
                    return Err(RunError::Edges);
                }
                let chain = Chain { given: self.map(*of)?, added, empty: &self.empty };
                chain.run(before.as_ref(), middle.as_ref(), after.as_ref(), &mut made);
                Ok(made)
            }
            Step::Up { of, corners } => {
                let given = self.map(*of)?;
                let size = (given.width * 2, given.height * 2);
                let mut made = self.new_map(size, channels, border);
                up(self.map(*of)?, corners, &mut made);
                Ok(made)
            }
            Step::Average { of } => {
                let mut made = self.new_map((1, 1), channels, border);
                average(self.map(*of)?, &mut made);
                Ok(made)
            }
            Step::Sums(sums) => {
                let Some(first) = sums.first().and_then(|(_, terms)| terms.first()) else {
                    return Err(RunError::Edges);
                };
                let given = self.map(first.map)?;
                let size = (given.width * first.times, given.height * first.times);
                let mut made = self.new_map(size, channels, border);
                for (first_channel, terms) in sums {
                    self.sum(*first_channel, terms, &mut made)?;
                }
                Ok(made)
            }
        }
    }

    fn sum(
        &self,
        first_channel: usize,
        terms: &[Term<Id>],
        made: &mut Map,
    ) -> Result<(), RunError> {
        let mut given: Vec<Term<&Map>> = Vec::new();
        for Term { map, times, gate } in terms {
            let map = self.map(*map)?;
            if (map.width * times, map.height * times) != (made.width, made.height) {
                return Err(RunError::Edges);
            }
            let gate = match gate {
                Some(Gate { map, keeps }) => Some(Gate { map: self.map(*map)?, keeps: *keeps }),
                None => None,
            };
            given.push(Term { map, times: *times, gate });
        }
        let channels = given.first().map(|term| term.map.channels).unwrap_or_default();
        let made_step = made.channels;
        for (number, row) in made.rows_mut().enumerate() {
            let terms: Vec<Term<&[f32]>> = given
                .iter()
                .map(|term| Term {
                    map: term.map.row(number / term.times),
                    times: term.times,
                    gate: term
                        .gate
                        .as_ref()
                        .map(|gate| Gate { map: gate.map.row(0), keeps: gate.keeps }),
                })
                .collect();
            let made = &mut row[first_channel..];
            SumRow { terms: &terms, channels, made, made_step }.dispatch();
        }
        Ok(())
    }
}

/// Where a chain of convolutions reads.
struct Chain<'a> {
    given: &'a Map,
    added: Option<&'a Map>,
    empty: &'a [f32],
}

impl Chain<'_> {
    fn run(
        &self,
        before: Option<&Window>,
        middle: Option<&Depthwise>,
        after: Option<&Window>,
        made: &mut Map,
    ) {
        match (middle, after) {
            (Some(middle), _) => self.with_depthwise(before, middle, after, made),
            (None, Some(window)) => self.without_depthwise(window, made),
            (None, None) => {}
        }
    }

    fn without_depthwise(&self, window: &Window, made: &mut Map) {
        let given = self.given.seen_by(window.edge, self.empty);
        let strip = strip_rows(self.given.width * self.given.channels * window.stride);
        let (width, channels) = (made.width, made.channels);
        let mut rows = made.rows_mut().enumerate().peekable();
        while rows.peek().is_some() {
            let made: Vec<(usize, &mut [f32])> = rows.by_ref().take(strip).collect();
            self.dense(window, given, self.given.channels, made, (width, channels), true);
        }
    }

    fn with_depthwise(
        &self,
        before: Option<&Window>,
        middle: &Depthwise,
        after: Option<&Window>,
        made: &mut Map,
    ) {
        let above = middle.edge / 2;
        let stride = before.map_or(1, |window| window.stride);
        let (inner_width, inner_height) =
            (self.given.width.div_ceil(stride), self.given.height.div_ceil(stride));
        let inner_row = (inner_width + 2 * above) * middle.channels;
        let strip = strip_rows(inner_row * middle.stride + made.width * middle.channels);
        let ring_rows =
            if before.is_some() { (strip - 1) * middle.stride + middle.edge } else { 0 };
        let mut ring = Ring::new(ring_rows, (inner_width, inner_height), middle.channels, above);
        let given_edge = before.map_or(middle.edge, |window| window.edge);
        let given = self.given.seen_by(given_edge, self.empty);
        let (width, channels, height) = (made.width, made.channels, made.height);
        let mut between =
            vec![0.0; if after.is_some() { strip * width * middle.channels } else { 0 }];
        let mut ready = 0;
        let mut rows = made.rows_mut().enumerate();
        for first in (0..height).step_by(strip) {
            let mut made: Vec<(usize, &mut [f32])> = rows.by_ref().take(strip).collect();
            if let Some(window) = before {
                let wanted = ((first + made.len() - 1) * middle.stride + middle.edge)
                    .saturating_sub(above)
                    .min(inner_height);
                let missing: Vec<(usize, &mut [f32])> = ring.rows_mut(ready..wanted).collect();
                let size = (inner_width, middle.channels);
                self.dense(window, given, self.given.channels, missing, size, false);
                ready = wanted.max(ready);
            }
            let under = |row: usize, tap: usize| match before {
                Some(_) => ring.at(row * middle.stride + tap, above),
                None => given.at(row * middle.stride + tap, above),
            };
            for (at, (row, made)) in made.iter_mut().enumerate() {
                let window: Vec<&[f32]> = (0..middle.edge).map(|tap| under(*row, tap)).collect();
                let made = match after {
                    Some(_) => {
                        &mut between[at * width * middle.channels..][..width * middle.channels]
                    }
                    None => &mut **made,
                };
                DepthwiseRow { depthwise: middle, given: &window, made, width }.dispatch();
            }
            if let Some(window) = after {
                let len = width * middle.channels;
                let given: Vec<&[f32]> = between.chunks_exact(len).take(made.len()).collect();
                let added = self.added_to(&made);
                let mut made: Vec<&mut [f32]> = made.into_iter().map(|(_, row)| row).collect();
                DenseRows {
                    dense: &window.dense,
                    given: &given,
                    step: middle.channels,
                    added: &added,
                    made: &mut made,
                    made_step: channels,
                    width,
                }
                .dispatch();
            }
        }
    }

    /// What is added to rows that are made.
    fn added_to(&self, made: &[(usize, &mut [f32])]) -> Vec<&[f32]> {
        match self.added {
            Some(added) => made.iter().map(|(row, _)| added.row(*row)).collect(),
            None => Vec::new(),
        }
    }

    fn dense(
        &self,
        window: &Window,
        given: Rows<'_>,
        given_channels: usize,
        made: Vec<(usize, &mut [f32])>,
        (width, channels): (usize, usize),
        is_last: bool,
    ) {
        let taps = made.iter().flat_map(|(row, _)| (0..window.edge).map(move |tap| (*row, tap)));
        let above = window.edge / 2;
        let rows: Vec<&[f32]> =
            taps.map(|(row, tap)| given.at(row * window.stride + tap, above)).collect();
        let added = if is_last { self.added_to(&made) } else { Vec::new() };
        let mut made: Vec<&mut [f32]> = made.into_iter().map(|(_, row)| row).collect();
        DenseRows {
            dense: &window.dense,
            given: &rows,
            step: window.stride * given_channels,
            added: &added,
            made: &mut made,
            made_step: channels,
            width,
        }
        .dispatch();
    }
}

/// How many rows are made at once if each takes `numbers`.
fn strip_rows(numbers: usize) -> usize {
    (STRIP_NUMBERS / numbers.max(1)).clamp(1, STRIP_ROWS_MAX)
}

fn up(given: &Map, corners: &[Dense; 4], made: &mut Map) {
    let channels = made.channels;
    let mut rows = made.rows_mut();
    for row in given.rows() {
        for sides in corners.as_chunks::<2>().0 {
            let Some(made) = rows.next() else { return };
            for (side, dense) in sides.iter().enumerate() {
                DenseRows {
                    dense,
                    given: &[row],
                    step: given.channels,
                    added: &[],
                    made: &mut [&mut made[side * channels..]],
                    made_step: 2 * channels,
                    width: given.width,
                }
                .dispatch();
            }
        }
    }
}

fn average(given: &Map, made: &mut Map) {
    let Some(sums) = made.rows_mut().next() else { return };
    sums.fill(0.0);
    // Row by row, so that small numbers are not lost beside a large sum.
    let mut row_sums = vec![0.0; given.channels];
    #[expect(clippy::cast_precision_loss, reason = "a map has fewer than 2^24 pixels")]
    let share = ((given.width * given.height) as f32).recip();
    for row in given.rows() {
        row_sums.fill(0.0);
        for pixel in row.chunks_exact(given.channels) {
            for (sum, number) in row_sums.iter_mut().zip(pixel) {
                *sum += number;
            }
        }
        for (sum, row_sum) in sums.iter_mut().zip(&row_sums) {
            *sum += row_sum * share;
        }
    }
}

fn extract(map: &Map, output: &Extract) -> Planes {
    let times = if output.is_spread { 2 } else { 1 };
    let (width, height) = (map.width * times, map.height * times);
    let mut numbers = Vec::with_capacity(output.planes * width * height);
    for plane in 0..output.planes {
        for row in map.rows() {
            for down in 0..times {
                for pixel in row.chunks_exact(map.channels) {
                    let first = down * times * output.planes + plane;
                    numbers.extend((0..times).map(|across| pixel[first + across * output.planes]));
                }
            }
        }
    }
    if output.is_sigmoid {
        Sigmoid {}.map_mut(&mut numbers);
    }
    Planes { width, height, numbers }
}
