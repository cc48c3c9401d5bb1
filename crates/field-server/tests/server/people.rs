//! `GET /v1/people`, and routes that do not exist.

use field_domain::Role;
use field_log::wire::{ErrorCode, PeopleReply};
use reqwest::Method;

use crate::support::{ADA, ROB, TESS, read, refusal, server};

#[tokio::test(flavor = "multi_thread")]
async fn the_office_sees_everybody_and_a_technician_nobody() {
    let server = server().await;
    for (address, number) in [(ROB, 1), (ADA, 2)] {
        let device = server.device(address, number).await;
        let reply: PeopleReply = read(server.get("/v1/people", &device).await).await;
        let seen: Vec<(&str, Role)> =
            reply.people.iter().map(|person| (person.name.as_str(), person.role)).collect();
        let expected = [
            ("Ada", Role::Admin),
            ("Rob", Role::Reviewer),
            ("Tess", Role::Technician),
            ("Theo", Role::Technician),
        ];
        assert_eq!(seen, expected, "by name");
    }
    let tess = server.device(TESS, 3).await;
    let response = server.get("/v1/people", &tess).await;
    assert_eq!(refusal(response).await, (403, ErrorCode::NotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_route_answers_in_the_protocol() {
    let server = server().await;
    let response = server.send(Method::GET, "/v1/elsewhere", None, Vec::new()).await;
    assert_eq!(refusal(response).await, (404, ErrorCode::NotFound));
    let response = server.send(Method::DELETE, "/v1/push", None, Vec::new()).await;
    assert_eq!(refusal(response).await, (405, ErrorCode::Malformed));
}
