//! Networks of all layers that are known, beside a plain interpreter that does one layer after the other.

mod plain;

use field_convnet::{Network, ReadError, RunError};
use plain::{Builder, interpreted};

/// What networks of today's kind are made of: blocks, gates, a pyramid, and enlarging to the picture's size.
fn everything() -> Builder {
    let mut net = Builder::empty();
    let stem = net.conv("x", (3, 16), 3, 2, 1);
    let stem = net.relu(&stem);
    let stem = net.depthwise(&stem, 16, 3, 1);
    let stem = net.relu(&stem);
    // Nothing between two convolutions of pixels, of which the second is taken once.
    let narrow = net.conv(&stem, (16, 8), 1, 1, 1);
    let block = net.conv(&narrow, (8, 48), 1, 1, 1);
    let block = net.relu(&block);
    let block = net.depthwise(&block, 48, 3, 1);
    let block = net.relu(&block);
    let block = net.conv(&block, (48, 8), 1, 1, 1);
    let block = net.two("Add", &narrow, &block);
    let wide = net.depthwise(&block, 8, 5, 1);
    let wide = net.hard_swish(&wide);
    let wide = net.scalar("Mul", &wide, 0.7);
    let wide = net.scalar("Add", &wide, -0.2);
    let wide = net.conv(&wide, (8, 40), 1, 1, 1);
    let wide = net.conv(&wide, (40, 8), 1, 1, 1);
    let gate = net.one("GlobalAveragePool", &wide);
    let gate = net.conv(&gate, (8, 4), 1, 1, 1);
    let gate = net.relu(&gate);
    let gate = net.conv(&gate, (4, 8), 1, 1, 1);
    let gate = net.one("HardSigmoid", &gate);
    let gated = net.two("Mul", &wide, &gate);
    let gated = net.two("Add", &wide, &gated);
    let low = net.depthwise(&gated, 8, 3, 2);
    let low = net.conv(&low, (8, 8), 1, 1, 1);
    let low = net.resize(&low, 2.0);
    let sum = net.two("Add", &gated, &low);
    let both = net.concat(&[&low, &sum]);
    let head = net.conv(&both, (16, 24), 3, 1, 1);
    let head = net.normalise(&head, 24);
    let head = net.relu(&head);
    let head = net.output("head", &head);
    let up = net.up(&head, (24, 24));
    let up = net.normalise(&up, 24);
    let up = net.relu(&up);
    let side = net.resize(&head, 2.0);
    let up = net.two("Add", &up, &side);
    let up = net.up(&up, (24, 1));
    let up = net.one("Sigmoid", &up);
    net.output("map", &up);
    net
}

fn picture(width: usize, height: usize) -> Vec<[f32; 3]> {
    let number = |at: usize| f32::from(u8::try_from(at * 7919 % 251).expect("small")) / 251.0 - 0.4;
    (0..width * height).map(|at| [number(at), number(at * 3 + 1), number(at * 5 + 2)]).collect()
}

#[test]
fn every_layer_gives_what_a_plain_interpreter_gives() {
    let net = everything();
    let network = Network::read(&net.onnx(), &["map", "head"]).expect("all layers are known");
    // From one pixel in the smallest map to rows that no block of pixels divides.
    for (width, height) in [(4, 4), (8, 20), (36, 12), (92, 64), (200, 8)] {
        let pixels = picture(width, height);
        let made = network.run((width, height), pixels.iter().copied()).expect("the edges fit");
        for (name, made) in ["map", "head"].into_iter().zip(&made) {
            let expected = interpreted(&net, (width, height), &pixels, name);
            assert_eq!((made.width, made.height), (expected.width, expected.height), "{name}");
            assert_eq!(made.numbers.len(), expected.numbers.len(), "{name}");
            for (at, (made, wanted)) in made.numbers.iter().zip(&expected.numbers).enumerate() {
                let difference = (made - wanted).abs();
                assert!(
                    difference < 1e-4 * wanted.abs().max(1.0),
                    "{width} x {height}, {name}, number {at}: {made} instead of {wanted}"
                );
            }
        }
    }
}

#[test]
fn a_network_is_run_by_many_threads_at_once() {
    let net = everything();
    let network = Network::read(&net.onnx(), &["map"]).expect("all layers are known");
    let run = || network.run((36, 12), picture(36, 12).into_iter()).expect("the edges fit");
    let alone = run();
    std::thread::scope(|scope| {
        for thread in [0; 4].map(|_| scope.spawn(run)) {
            assert_eq!(thread.join().expect("no thread breaks"), alone);
        }
    });
}

#[test]
fn edges_that_do_not_halve_and_pixels_that_are_missing_are_refused() {
    let network = Network::read(&everything().onnx(), &["map"]).expect("all layers are known");
    let run = |size, count: usize| network.run(size, vec![[0.0; 3]; count].into_iter());
    assert!(matches!(run((6, 6), 36), Err(RunError::Edges)));
    assert!(matches!(run((8, 8), 63), Err(RunError::Picture)));
    assert!(matches!(run((0, 8), 0), Err(RunError::Picture)));
}

#[test]
fn a_network_with_something_unknown_is_refused_when_it_is_read() {
    let mut net = Builder::empty();
    let stem = net.conv("x", (3, 16), 3, 2, 1);
    let stem = net.one("MaxPool", &stem);
    net.output("map", &stem);
    assert!(matches!(
        Network::read(&net.onnx(), &["map"]),
        Err(ReadError::Layer(name)) if name == "MaxPool"
    ));
    assert!(matches!(
        Network::read(&everything().onnx(), &["faces"]),
        Err(ReadError::Output(name)) if name == "faces"
    ));
    assert!(matches!(Network::read(b"no network at all", &["map"]), Err(ReadError::Format)));
    // Groups of channels, dilated windows and windows beside their pixel are none of ours.
    let mut net = Builder::empty();
    let stem = net.conv("x", (3, 16), 3, 2, 0);
    net.output("map", &stem);
    assert!(matches!(Network::read(&net.onnx(), &["map"]), Err(ReadError::Layer(_))));
}
