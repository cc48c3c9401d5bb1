//! The same network with less to do.

use crate::graph::{Conv, Graph, Id, Layer};
use crate::kernels::{Activation, Term};

/// Puts layers together where the result is the same but for rounding.
pub(crate) fn simplify(graph: &mut Graph) {
    join_sums(graph);
    join_products(graph);
    add_at_once(graph);
}

/// A sum of sums becomes one sum, and a map beside its own product with a gate one term.
fn join_sums(graph: &mut Graph) {
    for id in 0..graph.layers.len() {
        let uses = graph.uses();
        let Layer::Sum(terms) = &graph.layers[id] else { continue };
        let mut joined: Vec<Term<Id>> = Vec::new();
        for term in terms {
            match &graph.layers[term.map] {
                Layer::Sum(inner) if uses[term.map] == 1 && term.gate.is_none() => {
                    joined.extend(
                        inner
                            .iter()
                            .map(|inner| Term { times: inner.times * term.times, ..inner.clone() }),
                    );
                }
                _ => joined.push(term.clone()),
            }
        }
        let plain = |term: &Term<Id>| (term.gate.is_none()).then_some((term.map, term.times));
        for at in 0..joined.len() {
            let beside = joined.iter().position(|term| {
                term.gate.is_none() && plain(term) == Some((joined[at].map, joined[at].times))
            });
            if let Some(beside) = beside
                && let Some(gate) = &mut joined[at].gate
                && !gate.keeps
            {
                gate.keeps = true;
                joined.remove(beside);
                break;
            }
        }
        graph.layers[id] = Layer::Sum(joined);
    }
}

/// Two convolutions of single pixels with nothing between them are one, where that is less work.
fn join_products(graph: &mut Graph) {
    for id in 0..graph.layers.len() {
        let uses = graph.uses();
        let Layer::Conv(second) = &graph.layers[id] else { continue };
        let Layer::Conv(first) = &graph.layers[second.of] else { continue };
        let is_pixelwise = |conv: &Conv| !conv.is_depthwise && conv.edge == 1 && conv.stride == 1;
        let (takes, between, makes) = (first.takes, second.takes, second.bias.len());
        if !is_pixelwise(first)
            || !is_pixelwise(second)
            || first.activation != Activation::None
            || first.added.is_some()
            || uses[second.of] != 1
            || takes * makes > takes * between + between * makes
        {
            continue;
        }
        let mut weights = vec![0.0; takes * makes];
        let mut bias = second.bias.clone();
        let rows = weights.chunks_exact_mut(takes).zip(&mut bias);
        for ((made, bias), second) in rows.zip(second.weights.chunks_exact(between)) {
            for (at, factor) in second.iter().enumerate() {
                for (sum, weight) in made.iter_mut().zip(&first.weights[at * takes..]) {
                    *sum += factor * weight;
                }
                *bias += factor * first.bias[at];
            }
        }
        let joined = Conv { of: first.of, takes, weights, bias, ..second.clone() };
        graph.layers[id] = Layer::Conv(joined);
    }
}

/// A sum of a convolution and of something that is there already is made with the convolution.
fn add_at_once(graph: &mut Graph) {
    for id in 0..graph.layers.len() {
        let uses = graph.uses();
        let Layer::Sum(terms) = &graph.layers[id] else { continue };
        let [one, other] = &terms[..] else { continue };
        if [one, other].iter().any(|term| term.times != 1 || term.gate.is_some()) {
            continue;
        }
        let (earlier, later) = (one.map.min(other.map), one.map.max(other.map));
        if uses[later] != 1 {
            continue;
        }
        if let Layer::Conv(conv) = &graph.layers[later]
            && !conv.is_depthwise
            && conv.added.is_none()
        {
            graph.layers[id] = Layer::Conv(Conv { added: Some(earlier), ..conv.clone() });
        }
    }
}
