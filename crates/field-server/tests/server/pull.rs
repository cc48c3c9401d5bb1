//! `POST /v1/pull`: pages, cursors and who sees what.

use field_log::wire::{ErrorCode, PAGE_BYTES_MAX};

use field_server::Config;

use crate::support::{
    ADA, ROB, TESS, THEO, TestServer, assignment, comment, inspection, refusal, server, start,
    stored,
};

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let rob = server.device(ROB, 2).await;
    let empty = server.pull(&rob, 0).await;
    assert!(empty.is_done && empty.operations.is_empty() && empty.next == 0, "nothing yet");

    let mut made = Vec::new();
    for batch in 0..3 {
        let operations: Vec<_> =
            (0..400).map(|n| tess.note(inspection(1), &format!("{batch}-{n}"))).collect();
        stored(&server.push(&tess, &operations.iter().collect::<Vec<_>>()).await);
        made.extend(operations.into_iter().map(|operation| operation.id));
    }
    for device in [&tess, &rob] {
        let page = server.pull(device, 0).await;
        assert_eq!(page.operations.len(), 500, "a page holds 500");
        assert!(!page.is_done, "and says that there is more");
        let (seen, end) = server.pull_all(device, 0).await;
        assert_eq!(seen, made, "everything once, in order");
        let after = server.pull(device, end).await;
        assert!(after.operations.is_empty() && after.is_done && after.next == end);
    }
    let exactly = server.pull(&rob, 700).await;
    assert_eq!((exactly.operations.len(), exactly.is_done), (500, true), "a full last page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_ends_before_it_is_too_long_and_says_that_there_is_more() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let rob = server.device(ROB, 2).await;
    let text = "x".repeat(200_000);
    let mut made = Vec::new();
    for _ in 0..9 {
        let operation = tess.note(inspection(1), &text);
        stored(&server.push(&tess, &[&operation]).await);
        made.push(operation.id);
    }
    let page = server.pull(&rob, 0).await;
    let bytes: usize = page.operations.iter().map(|pulled| pulled.bytes.0.len()).sum();
    assert!(bytes <= PAGE_BYTES_MAX, "{bytes} bytes");
    assert!(!page.is_done && page.operations.len() == 5, "a short page is not the end");
    assert_eq!(server.pull_all(&rob, 0).await.0, made);
}

#[tokio::test(flavor = "multi_thread")]
async fn technicians_see_their_own_inspections_and_no_others() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let mut theo = server.device(THEO, 2).await;
    let mut rob = server.device(ROB, 3).await;
    let mut ada = server.device(ADA, 4).await;

    let job = ada.make(inspection(1), assignment(tess.user));
    let other_job = ada.make(inspection(2), assignment(theo.user));
    stored(&server.push(&ada, &[&job, &other_job]).await);
    let work = tess.note(inspection(1), "assigned");
    let started = tess.note(inspection(3), "started");
    stored(&server.push(&tess, &[&work, &started]).await);
    let other_work = theo.note(inspection(2), "assigned");
    stored(&server.push(&theo, &[&other_work]).await);
    let review = rob.make(inspection(1), comment("about the first"));
    let other_review = rob.make(inspection(2), comment("about the second"));
    stored(&server.push(&rob, &[&review, &other_review]).await);

    assert_eq!(
        server.pull_all(&tess, 0).await.0,
        [job.id, work.id, started.id, review.id],
        "assignment, own work and what the office wrote about it"
    );
    assert_eq!(server.pull_all(&theo, 0).await.0, [other_job.id, other_work.id, other_review.id]);
    for office in [&rob, &ada] {
        assert_eq!(server.pull_all(office, 0).await.0.len(), 7, "the office sees everything");
    }
    let second_device = server.device(TESS, 9).await;
    assert_eq!(server.pull_all(&second_device, 0).await.0.len(), 4, "a person, not a device");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inspection_that_is_assigned_late_brings_all_that_came_before() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let mut theo = server.device(THEO, 2).await;
    let mut ada = server.device(ADA, 4).await;

    let early: Vec<_> = (0..3).map(|n| tess.note(inspection(1), &format!("early {n}"))).collect();
    stored(&server.push(&tess, &early.iter().collect::<Vec<_>>()).await);
    let own = theo.note(inspection(2), "his own");
    stored(&server.push(&theo, &[&own]).await);
    let (seen, cursor) = server.pull_all(&theo, 0).await;
    assert_eq!(seen, [own.id], "his cursor now lies behind the positions of the others");

    let handed_over = ada.make(inspection(1), assignment(theo.user));
    stored(&server.push(&ada, &[&handed_over]).await);
    let (seen, cursor) = server.pull_all(&theo, cursor).await;
    let expected: Vec<_> =
        early.iter().map(|operation| operation.id).chain([handed_over.id]).collect();
    assert_eq!(seen, expected, "nothing is skipped because its position is old");

    let again = ada.make(inspection(1), assignment(theo.user));
    stored(&server.push(&ada, &[&again]).await);
    let (seen, cursor) = server.pull_all(&theo, cursor).await;
    assert_eq!(seen, [again.id], "a second assignment repeats nothing");
    let late = tess.note(inspection(1), "late, from the first technician");
    assert_eq!(stored(&server.push(&tess, &[&late]).await).len(), 1, "field work is not refused");
    assert_eq!(server.pull_all(&theo, cursor).await.0, [late.id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_from_before_a_restored_backup_begins_again() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let rob = server.device(ROB, 2).await;
    let only = tess.note(inspection(1), "only one");
    stored(&server.push(&tess, &[&only]).await);
    for device in [&tess, &rob] {
        let (seen, end) = server.pull_all(device, 4000).await;
        assert_eq!((seen, end), (vec![only.id], 1), "rather twice than never");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_cannot_be_read_is_refused() {
    let server = server().await;
    let rob = server.device(ROB, 2).await;
    let response = server.post("/v1/pull", &rob, b"?".to_vec()).await;
    assert_eq!(refusal(response).await, (400, ErrorCode::Malformed));
    let response = server.post("/v1/pull", &rob, vec![0; 65]).await;
    assert_eq!(refusal(response).await, (413, ErrorCode::TooLarge));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisations_own_policy_is_handed_out_as_it_was_written_and_a_wrong_one_starts_no_server()
 {
    let server = server().await;
    let rob = server.device(ROB, 2).await;
    assert_eq!(server.pull(&rob, 0).await.own_policy, None, "none was written");
    let config = |file: &str| Config {
        policy_file: Some(file.to_owned()),
        ..server.data.config().expect("the configuration")
    };
    let file = server.folder.path().join("data/kitchens.toml");
    let refused = |text: Option<String>| {
        if let Some(text) = text {
            std::fs::write(&file, text).expect("a test may write");
        }
        let (config, data) = (config("kitchens.toml"), server.data.clone());
        async move { field_server::serve(config, &data).await.err().map(|cause| cause.to_string()) }
    };
    for (text, told) in [
        (None, "cannot be read"),
        (Some("#".repeat(20_000)), "longer"),
        (Some("title = \"no number\"".to_owned()), "no number and name"),
        (Some("number = 7\nname = \"own\"".to_owned()), "1000 or more"),
    ] {
        let cause = refused(text).await.expect("it does not start");
        assert!(cause.contains(told), "{cause}");
    }
    let text = "number = 1000\nname = \"kitchens\"\n# the devices read the rest\n";
    std::fs::write(&file, text).expect("a test may write");
    let TestServer { folder, data, running, clock, client } = server;
    running.shutdown().await.expect("stops");
    let config =
        Config { policy_file: Some("kitchens.toml".to_owned()), ..data.config().expect("one") };
    let running = start(config, &data, &clock).await;
    let server = TestServer { folder, data, running, clock, client };
    let reply = server.pull(&rob, 0).await;
    assert_eq!((reply.policy, reply.own_policy.as_deref()), (None, Some(text)));
}
