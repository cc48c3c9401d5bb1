//! In which steps a network is run.

use crate::error::ReadError;
use crate::graph::{Conv, Graph, Id, Layer, Output, Up};
use crate::kernels::{Dense, Depthwise, Term, lanes, padded};

/// Channels of the picture as it is given to the first layer: three, and one that is empty, so that pixels
/// come in steps that the kernels take.
pub(crate) const PICTURE_CHANNELS: usize = 4;

/// A convolution over all channels with its window.
pub(crate) struct Window {
    pub(crate) dense: Dense,
    pub(crate) edge: usize,
    pub(crate) stride: usize,
}

/// What is done at once, from one kept map to another.
pub(crate) enum Step {
    /// Up to three convolutions, of which the first two keep only the rows that the next one needs.
    Chain {
        of: Id,
        before: Option<Window>,
        middle: Option<Depthwise>,
        after: Option<Window>,
        added: Option<Id>,
    },
    /// For each of the four pixels that are made of one.
    Up { of: Id, corners: [Dense; 4] },
    /// The mean of each channel.
    Average { of: Id },
    /// Sums side by side, each in its own channels: the first channel and the terms.
    Sums(Vec<(usize, Vec<Term<Id>>)>),
}

/// A step and the layer that it makes.
pub(crate) struct Planned {
    pub(crate) step: Step,
    pub(crate) makes: Id,
    /// Channels that are made, with their padding.
    pub(crate) channels: usize,
    /// Maps that no later step takes.
    pub(crate) last_of: Vec<Id>,
}

/// How a map becomes planes of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Extract {
    pub(crate) of: Id,
    pub(crate) planes: usize,
    /// Whether a pixel holds the planes of two by two pixels.
    pub(crate) is_spread: bool,
    pub(crate) is_sigmoid: bool,
}

/// The steps, and what comes out.
pub(crate) struct Plan {
    pub(crate) steps: Vec<Planned>,
    pub(crate) outputs: Vec<Extract>,
    /// Empty pixels that are wanted around each layer's map.
    pub(crate) borders: Vec<usize>,
}

/// Plans the network.
pub(crate) fn plan(graph: &Graph) -> Result<Plan, ReadError> {
    Planner { graph, uses: graph.uses() }.plan()
}

struct Planner<'a> {
    graph: &'a Graph,
    uses: Vec<usize>,
}

impl Planner<'_> {
    fn plan(&self) -> Result<Plan, ReadError> {
        let count = self.graph.layers.len();
        let mut steps: Vec<Planned> = Vec::new();
        let mut borders = vec![0; count];
        let inside = self.inside_chains();
        for id in (0..count).filter(|id| self.uses[*id] > 0 && !inside[*id]) {
            let (step, channels) = match &self.graph.layers[id] {
                Layer::Input => continue,
                Layer::Conv(_) => self.chain(id)?,
                Layer::Up(up) => self.up(id, up)?,
                Layer::Average(of) => (Step::Average { of: *of }, self.width(*of)?),
                Layer::Sum(terms) => {
                    self.check_widths(terms)?;
                    (Step::Sums(vec![(0, terms.clone())]), self.width(id)?)
                }
                Layer::Concat(parts) => self.concat(parts)?,
                Layer::Loose(name) => return Err(ReadError::Layer(name.clone())),
            };
            if let Step::Chain { of, before, middle, after, .. } = &step {
                let edge = match (before, middle, after) {
                    (Some(window), ..) | (None, None, Some(window)) => window.edge,
                    (None, Some(depthwise), _) => depthwise.edge,
                    (None, None, None) => 1,
                };
                borders[*of] = borders[*of].max(edge / 2);
            }
            steps.push(Planned { step, makes: id, channels, last_of: Vec::new() });
        }
        let outputs = self.graph.outputs.iter().map(|output| self.extract(output));
        let outputs: Vec<Extract> = outputs.collect::<Result<_, _>>()?;
        let mut is_taken: Vec<bool> = vec![false; count];
        for output in &outputs {
            is_taken[output.of] = true;
        }
        for planned in steps.iter_mut().rev() {
            for id in takes(&planned.step) {
                if !std::mem::replace(&mut is_taken[id], true) {
                    planned.last_of.push(id);
                }
            }
        }
        Ok(Plan { steps, outputs, borders })
    }

    /// All terms of a sum, and their gates, have the same channels in the same places.
    fn check_widths(&self, terms: &[Term<Id>]) -> Result<(), ReadError> {
        let maps = terms
            .iter()
            .flat_map(|term| [Some(term.map), term.gate.as_ref().map(|gate| gate.map)])
            .flatten();
        let mut widths = Vec::new();
        for map in maps {
            let is_concat = matches!(self.graph.layers[map], Layer::Concat(_) | Layer::Input);
            widths.push((self.width(map)?, is_concat));
        }
        let first = widths.first().copied();
        if widths.iter().all(|width| Some(*width) == first && !width.1) {
            Ok(())
        } else {
            Err(ReadError::Layer("Add".into()))
        }
    }

    fn conv(&self, id: Id) -> Option<&Conv> {
        match &self.graph.layers[id] {
            Layer::Conv(conv) => Some(conv),
            _ => None,
        }
    }

    /// The only layer that takes `id`, if it is a convolution of `id` itself.
    fn only_user(&self, id: Id) -> Option<Id> {
        let is_output = self.graph.outputs.iter().any(|output| output.of == id);
        let is_conv =
            |user: &Id| self.uses[*user] > 0 && self.conv(*user).is_some_and(|conv| conv.of == id);
        (self.uses[id] == 1 && !is_output)
            .then(|| (id + 1..self.graph.layers.len()).find(is_conv))
            .flatten()
    }

    /// The layers whose maps are never kept: what a depthwise convolution alone takes, and what it makes if
    /// a convolution of single pixels alone takes it.
    fn inside_chains(&self) -> Vec<bool> {
        let mut inside = vec![false; self.graph.layers.len()];
        let depthwise =
            |id: &Id| self.uses[*id] > 0 && self.conv(*id).is_some_and(|conv| conv.is_depthwise);
        for id in (0..self.graph.layers.len()).filter(depthwise) {
            let Some(conv) = self.conv(id) else { continue };
            let first = self.conv(conv.of);
            let is_first = first.is_some_and(|first| !first.is_depthwise && first.added.is_none());
            // What already ends a chain is kept.
            let ends = first.is_some_and(|first| inside[first.of]);
            if is_first && !ends && self.only_user(conv.of) == Some(id) {
                inside[conv.of] = true;
            }
            let next = self.only_user(id).and_then(|next| self.conv(next));
            if next.is_some_and(|next| !next.is_depthwise && next.edge == 1 && next.stride == 1) {
                inside[id] = true;
            }
        }
        inside
    }

    fn chain(&self, id: Id) -> Result<(Step, usize), ReadError> {
        let inside = self.inside_chains();
        let unknown = || ReadError::Layer("Conv".into());
        let last = self.conv(id).ok_or_else(unknown)?;
        if let Some(added) = last.added {
            self.check_widths(&[id, added].map(|map| Term { map, times: 1, gate: None }))?;
        }
        let mut chain =
            Step::Chain { of: last.of, before: None, middle: None, after: None, added: last.added };
        let Step::Chain { of, before, middle, after, .. } = &mut chain else {
            return Err(unknown());
        };
        let mut depthwise = Some(last).filter(|last| last.is_depthwise);
        if !last.is_depthwise {
            *after = Some(self.window(last)?);
            if inside[last.of] {
                depthwise = self.conv(last.of);
            }
        }
        if let Some(conv) = depthwise {
            let is_concat = matches!(self.graph.layers[conv.of], Layer::Concat(_) | Layer::Input);
            if is_concat || self.graph.channels(conv.of)? != conv.takes {
                return Err(unknown());
            }
            *middle = Some(Depthwise::new(
                (conv.edge, conv.stride),
                &conv.weights,
                &conv.bias,
                conv.activation,
            ));
            *of = conv.of;
            if inside[conv.of] {
                let first = self.conv(conv.of).ok_or_else(unknown)?;
                *before = Some(self.window(first)?);
                *of = first.of;
            }
        }
        Ok((chain, padded(last.bias.len())))
    }

    /// Where the channels of a layer stand in its map.
    fn places(&self, id: Id) -> Result<Vec<usize>, ReadError> {
        if let Layer::Concat(parts) = &self.graph.layers[id] {
            let (mut places, mut first) = (Vec::new(), 0);
            for part in parts {
                places.extend((0..self.graph.channels(*part)?).map(|at| first + at));
                first += self.width(*part)?;
            }
            return Ok(places);
        }
        Ok((0..self.graph.channels(id)?).collect())
    }

    /// Channels of a layer's map, with their padding.
    fn width(&self, id: Id) -> Result<usize, ReadError> {
        match &self.graph.layers[id] {
            Layer::Input => Ok(PICTURE_CHANNELS),
            Layer::Concat(parts) => parts.iter().map(|part| self.width(*part)).sum(),
            _ => Ok(padded(self.graph.channels(id)?)),
        }
    }

    fn window(&self, conv: &Conv) -> Result<Window, ReadError> {
        let (places, width) = (self.places(conv.of)?, self.width(conv.of)?);
        if places.len() != conv.takes {
            return Err(ReadError::Layer("Conv".into()));
        }
        let edge = conv.edge;
        let mut taken = vec![None; width];
        for (channel, place) in places.into_iter().enumerate() {
            taken[place] = Some(channel);
        }
        let weight = |makes: usize, row: usize, number: usize| {
            let (column, place) = (number / width, number % width);
            taken[place].map_or(0.0, |channel| {
                conv.weights[((makes * conv.takes + channel) * edge + row) * edge + column]
            })
        };
        let dense = Dense::new((edge, edge * width), &conv.bias, conv.activation, weight);
        Ok(Window { dense, edge, stride: conv.stride })
    }

    fn up(&self, id: Id, up: &Up) -> Result<(Step, usize), ReadError> {
        let (makes, width) = (up.bias.len(), self.width(up.of)?);
        // Channels that were put side by side have padding between them.
        let is_concat = matches!(self.graph.layers[up.of], Layer::Concat(_));
        if is_concat || self.graph.channels(up.of)? != up.takes {
            return Err(ReadError::Layer("ConvTranspose".into()));
        }
        let weight = |corner: usize, channel: usize, number: usize| {
            if number < up.takes {
                up.weights[(number * makes + channel) * 4 + corner]
            } else {
                0.0
            }
        };
        if self.is_spread(id) {
            let bias: Vec<f32> = (0..4).flat_map(|_| &up.bias).copied().collect();
            let dense = Dense::new((1, width), &bias, up.activation, |made, _, number| {
                weight(made / makes, made % makes, number)
            });
            let after = Some(Window { dense, edge: 1, stride: 1 });
            let step = Step::Chain { of: up.of, before: None, middle: None, after, added: None };
            return Ok((step, padded(bias.len())));
        }
        let corner = |corner| {
            Dense::new((1, width), &up.bias, up.activation, |channel, _, number| {
                weight(corner, channel, number)
            })
        };
        Ok((Step::Up { of: up.of, corners: [0, 1, 2, 3].map(corner) }, padded(makes)))
    }

    /// Whether the four pixels of a few channels fill one vector. They are kept together then: apart, most of
    /// the map would be padding. Only outputs are read that way.
    fn is_spread(&self, id: Id) -> bool {
        let outputs = self.graph.outputs.iter().filter(|output| output.of == id).count();
        match &self.graph.layers[id] {
            Layer::Up(up) => up.bias.len() * 4 <= lanes().max(4) && self.uses[id] == outputs,
            _ => false,
        }
    }

    fn concat(&self, parts: &[Id]) -> Result<(Step, usize), ReadError> {
        let (mut sums, mut first) = (Vec::new(), 0);
        for part in parts {
            sums.push((first, vec![Term { map: *part, times: 1, gate: None }]));
            first += self.width(*part)?;
        }
        Ok((Step::Sums(sums), first))
    }

    fn extract(&self, output: &Output) -> Result<Extract, ReadError> {
        Ok(Extract {
            of: output.of,
            planes: self.graph.channels(output.of)?,
            is_spread: self.is_spread(output.of),
            is_sigmoid: output.is_sigmoid,
        })
    }
}

/// The maps that a step takes.
fn takes(step: &Step) -> Vec<Id> {
    match step {
        Step::Chain { of, added, .. } => [Some(*of), *added].into_iter().flatten().collect(),
        Step::Up { of, .. } | Step::Average { of } => vec![*of],
        Step::Sums(sums) => {
            let terms = sums.iter().flat_map(|(_, terms)| terms);
            terms
                .flat_map(|term| [Some(term.map), term.gate.as_ref().map(|gate| gate.map)])
                .flatten()
                .collect()
        }
    }
}
