//! `POST /v1/push` and `GET /v1/chain`.

use field_domain::Hash32;
use field_log::canonical::Bytes;
use field_log::wire::{
    ChainReply, ErrorCode, OPERATIONS_MAX, PAGE_BYTES_MAX, PushOutcome, PushReply, PushRequest,
    Rejection,
};

use crate::support::{
    ADA, ROB, TESS, THEO, assignment, cbor, comment, inspection, note, read, refusal, server,
    server_with, stored,
};

const fn rejected(reason: Rejection) -> PushOutcome {
    PushOutcome::Rejected { reason }
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_are_stored_in_order_and_the_chain_goes_on() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let chain: ChainReply = read(server.get("/v1/chain", &tess).await).await;
    assert_eq!((chain.last_seq, chain.last_id), (0, Hash32::ZERO), "nothing yet");

    let operations: Vec<_> = (0..3).map(|n| tess.note(inspection(1), &format!("n{n}"))).collect();
    let outcomes = server.push(&tess, &operations.iter().collect::<Vec<_>>()).await;
    assert_eq!(stored(&outcomes), [1, 2, 3]);
    let chain: ChainReply = read(server.get("/v1/chain", &tess).await).await;
    assert_eq!((chain.last_seq, chain.last_id), (3, operations[2].id));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_identical_pushes_at_once_store_each_operation_once() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let operations: Vec<Bytes> =
        (0..5).map(|n| Bytes(tess.note(inspection(1), &format!("n{n}")).bytes)).collect();
    let body = cbor(&PushRequest { operations });
    let url = format!("{}/v1/push", server.running.url());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let sent = server.client.post(&url).bearer_auth(&tess.token).body(body.clone()).send();
        tasks.spawn(async move { read::<PushReply>(sent.await.expect("answers")).await });
    }
    let replies = tasks.join_all().await;
    for index in 0..5 {
        let position = index as u64 + 1;
        let new = PushOutcome::Stored { position };
        let count = replies.iter().filter(|reply| reply.outcomes[index] == new).count();
        assert_eq!(count, 1, "exactly one request stored operation {index}");
        let again = PushOutcome::Duplicate { position };
        let count = replies.iter().filter(|reply| reply.outcomes[index] == again).count();
        assert_eq!(count, 19, "the others are told that it is there, and where");
    }
    let rob = server.device(ROB, 2).await;
    assert_eq!(server.pull_all(&rob, 0).await.0.len(), 5, "one row each");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_copied_is_noticed() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let first = tess.note(inspection(1), "first");
    let mut copy = tess.clone();
    let mine = tess.note(inspection(1), "mine");
    let theirs = copy.note(inspection(1), "theirs");
    let theirs_next = copy.note(inspection(1), "theirs, next");
    stored(&server.push(&tess, &[&first, &mine]).await);

    assert_eq!(
        server.push(&copy, &[&first, &theirs, &theirs_next]).await,
        [PushOutcome::Duplicate { position: 1 }, rejected(Rejection::Fork), PushOutcome::NotTried],
        "the same number with other bytes is never taken for a repetition"
    );
    assert_eq!(
        server.push(&copy, &[&theirs_next]).await,
        [rejected(Rejection::Fork)],
        "nor is one that follows it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_stops_the_batch_and_what_came_before_stays() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let operations: Vec<_> = (0..4).map(|n| tess.note(inspection(1), &format!("n{n}"))).collect();
    let [a, b, c, d] = &operations[..] else { panic!("four") };
    assert_eq!(
        server.push(&tess, &[a, c, d]).await,
        [PushOutcome::Stored { position: 1 }, rejected(Rejection::Gap), PushOutcome::NotTried]
    );
    assert_eq!(stored(&server.push(&tess, &[b, c, d]).await), [2, 3, 4], "nothing is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_must_be_who_sends() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let mut theo = server.device(THEO, 2).await;
    let foreign = tess.note(inspection(1), "by Tess");
    assert_eq!(server.push(&theo, &[&foreign]).await, [rejected(Rejection::BadSignature)]);

    theo.org = uuid::Uuid::from_u128(404).into();
    let elsewhere = theo.make_aside(inspection(2), note("for another organisation"));
    assert_eq!(server.push(&theo, &[&elsewhere]).await, [rejected(Rejection::NotAllowed)]);

    let operations = vec![Bytes(b"no operation".to_vec()), Bytes(foreign.bytes.clone())];
    let body = cbor(&PushRequest { operations });
    let reply: PushReply = read(server.post("/v1/push", &tess, body).await).await;
    assert_eq!(reply.outcomes, [rejected(Rejection::Malformed), PushOutcome::NotTried]);
    assert_eq!(stored(&server.push(&tess, &[&foreign]).await), [1], "and is taken afterwards");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_writes_where_it_may() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let mut theo = server.device(THEO, 2).await;
    let mut rob = server.device(ROB, 3).await;
    let mut ada = server.device(ADA, 4).await;
    let not_allowed = [rejected(Rejection::NotAllowed)];

    let early = rob.make_aside(inspection(1), comment("about nothing"));
    assert_eq!(server.push(&rob, &[&early]).await, not_allowed, "a review is about something");
    let started = tess.note(inspection(1), "started by Tess");
    stored(&server.push(&tess, &[&started]).await);
    let intruding = theo.make_aside(inspection(1), note("not mine"));
    assert_eq!(server.push(&theo, &[&intruding]).await, not_allowed, "somebody else's inspection");
    let approval = tess.make_aside(inspection(1), comment("by a technician"));
    assert_eq!(server.push(&tess, &[&approval]).await, not_allowed, "another lane");
    let evidence = rob.make_aside(inspection(1), note("by a reviewer"));
    assert_eq!(server.push(&rob, &[&evidence]).await, not_allowed, "another lane");

    let job = ada.make(inspection(2), assignment(theo.user));
    stored(&server.push(&ada, &[&job]).await);
    let premature = tess.make_aside(inspection(2), note("assigned to Theo"));
    assert_eq!(server.push(&tess, &[&premature]).await, not_allowed);
    let work = theo.note(inspection(2), "assigned to me");
    stored(&server.push(&theo, &[&work]).await);
    let review = rob.make(inspection(2), comment("please look again"));
    stored(&server.push(&rob, &[&review]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_of_a_batch_are_kept() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    let push =
        |operations: Vec<Bytes>| server.post("/v1/push", &tess, cbor(&PushRequest { operations }));
    let many = vec![Bytes(vec![0]); OPERATIONS_MAX + 1];
    assert_eq!(refusal(push(many).await).await, (413, ErrorCode::TooLarge));
    let long = vec![Bytes(vec![0; PAGE_BYTES_MAX / 4 + 1]); 4];
    assert_eq!(refusal(push(long).await).await, (413, ErrorCode::TooLarge));
    let huge = vec![Bytes(vec![0; 2 * PAGE_BYTES_MAX])];
    assert_eq!(refusal(push(huge).await).await, (413, ErrorCode::TooLarge));
    let response = server.post("/v1/push", &tess, b"not cbor".to_vec()).await;
    assert_eq!(refusal(response).await, (400, ErrorCode::Malformed));
    let one_too_long = vec![Bytes(vec![0; 256 * 1024 + 1])];
    let reply: PushReply = read(push(one_too_long).await).await;
    assert_eq!(reply.outcomes, [rejected(Rejection::Malformed)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_takes_nothing_and_loses_nothing() {
    // One MiB holds the tables and a few operations.
    let server = server_with(|config| config.storage.database_mib_max = Some(1)).await;
    let mut tess = server.device(TESS, 1).await;
    let text = "x".repeat(60_000);
    let operations: Vec<_> = (0..17).map(|_| tess.note(inspection(1), &text)).collect();
    let first: Vec<_> = operations[..2].iter().collect();
    stored(&server.push(&tess, &first).await);
    let bytes = operations.iter().map(|operation| Bytes(operation.bytes.clone())).collect();
    let body = cbor(&PushRequest { operations: bytes });
    let response = server.post("/v1/push", &tess, body).await;
    assert_eq!(refusal(response).await, (507, ErrorCode::StorageFull));
    let chain: ChainReply = read(server.get("/v1/chain", &tess).await).await;
    assert_eq!(chain.last_seq, 2, "of the batch that did not fit, nothing was stored");
    let third = &operations[2];
    assert_eq!(stored(&server.push(&tess, &[third]).await), [3], "what fits is still taken");
}
