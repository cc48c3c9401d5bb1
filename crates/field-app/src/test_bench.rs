//! A profile of its own for a test of whole use cases: a technician signed in, no server, no models.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use field_contract::NoArgs;
use field_contract::inspections::{InspectionCreateArgs, SiteDetails};
use field_contract::photos::PhotoAttachArgs;
use field_contract::profile::{ProfileCreateArgs, ProfileUnlockArgs};
use field_contract::recordings::RecordingAttachArgs;
use field_contract::redaction::PhotoApproveArgs;
use field_domain::{
    Day, InspectionId, Instant, ItemNo, OrgId, PhotoId, RecordingId, Region, RegionKind, RelRect,
    Role, SiteCode, UserId,
};
use field_store::outbox;
use tempfile::TempDir;
use uuid::Uuid;

use crate::app::{App, AppConfig};
use crate::edges::Edges;
use crate::opened::Account;
use crate::{incoming, inspections, photos, profile, recordings, templates};

/// The passphrase of every profile.
pub(crate) const PASSPHRASE: &str = "a rescue passphrase";
/// The item that is worked on.
pub(crate) const ITEM: ItemNo = ItemNo(1);

/// A program with a profile of its own, a technician signed in, and no models.
pub(crate) struct Bench {
    pub app: App,
    folder: TempDir,
    clock: Arc<AtomicI64>,
}

impl Bench {
    pub fn new(user: u128) -> Self {
        Self::later(user, 0)
    }

    /// The same, so many milliseconds later.
    pub fn later(user: u128, ms: i64) -> Self {
        Self::made(user, ms, |_| {})
    }

    /// The same, with another edge.
    pub fn with(user: u128, change: impl FnOnce(&mut Edges)) -> Self {
        Self::made(user, 0, change)
    }

    fn made(user: u128, ms: i64, change: impl FnOnce(&mut Edges)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(AtomicI64::new(1_790_000_000_000 + ms));
        let at = Arc::clone(&clock);
        let mut edges = Edges {
            now: Box::new(move || Instant(at.fetch_add(1, Ordering::Relaxed))),
            today: Box::new(|| Day::new(2026, 9, 21).expect("a day")),
            keyring: None,
            choose_folder: None,
        };
        change(&mut edges);
        let config = AppConfig {
            profile: folder.path().join("profile"),
            models: folder.path().join("models"),
            exports: folder.path().join("exports"),
            server: None,
        };
        let app = App::new(config, edges).expect("starts");
        profile::create(&app, ProfileCreateArgs { passphrase: PASSPHRASE.into() })
            .expect("created");
        let account = Account {
            url: "https://localhost:1".into(),
            fingerprint: "00".repeat(32),
            user: UserId(Uuid::from_u128(user)),
            org: OrgId(Uuid::from_u128(9)),
            role: Role::Technician,
            address: "technician@example.com".into(),
            token: None,
            is_expired: false,
        };
        app.opened().expect("is open").put_account(&account).expect("signed in");
        Self { app, folder, clock }
    }

    /// Locks the profile and opens it again: what a restart does to it.
    pub fn restart(&self) {
        profile::lock(&self.app, NoArgs {}).expect("locks");
        let args = ProfileUnlockArgs { passphrase: Some(PASSPHRASE.into()) };
        profile::unlock(&self.app, args).expect("opens again");
    }

    /// The folder of the profile, as it lies on the disk.
    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    pub fn inspection(&self) -> InspectionId {
        let template = templates::list(&self.app, NoArgs {}).expect("templates")[0].template;
        let site = SiteDetails {
            name: "Harbour Grill".into(),
            address: "12 Quay Street, Fairview".into(),
            contact: String::new(),
        };
        let site_code = SiteCode::new("FS-0412").expect("a code");
        let args = InspectionCreateArgs { site_code, template, site };
        inspections::create(&self.app, args).expect("begins").inspection
    }

    /// Lets time pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    pub fn photo(&self, inspection: InspectionId) -> PhotoId {
        self.photo_of(inspection, &field_testkit::pictures::kitchen(3, 640, 480))
    }

    pub fn photo_of(&self, inspection: InspectionId, file: &[u8]) -> PhotoId {
        let data_base64 = incoming::text(file);
        let args = PhotoAttachArgs { inspection, item: ITEM, data_base64 };
        photos::attach(&self.app, args).expect("is taken in").photo
    }

    pub fn recording(&self, inspection: InspectionId) -> RecordingId {
        let data_base64 = incoming::text(&field_testkit::speech::tone(440.0, 700));
        let args = RecordingAttachArgs { inspection, item: ITEM, data_base64 };
        recordings::attach(&self.app, args).expect("is taken in").recording
    }

    pub fn queued(&self) -> Vec<String> {
        let opened = self.app.opened().expect("is open");
        let rows = outbox::list(&opened.reader(), Instant(i64::MAX)).expect("readable");
        rows.into_iter().map(|row| row.what).collect()
    }

    pub fn approve(&self, inspection: InspectionId, photo: PhotoId) {
        let rect = RelRect::new(0.25, 0.25, 0.5, 0.5).expect("a box");
        let regions = vec![Region { kind: RegionKind::Marked, rect, score: 1.0 }];
        let args = PhotoApproveArgs {
            inspection,
            photo,
            regions,
            rejected: Vec::new(),
            drawings: Vec::new(),
            size: None,
        };
        photos::review::approve(&self.app, args).expect("is approved");
    }
}
