//! Requests of somebody who signed in.

use field_clearance::Frame;
use field_domain::Hash32;
use field_log::wire::{BlobStatus, ChainReply, PeopleReply, PullReply, PushReply};

use crate::blobs::BlobDownload;
use crate::client::Client;
use crate::error::EgressError;
use crate::outgoing::Outgoing;

/// A client with a token. `Debug` does not print it.
#[derive(Clone)]
pub struct Session {
    client: Client,
    token: Hash32,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Session(…)")
    }
}

impl Session {
    pub(crate) fn new(client: Client, token: Hash32) -> Self {
        Self { client, token }
    }

    /// The end of this device's chain on the server.
    ///
    /// # Errors
    /// [`EgressError`].
    pub async fn chain(&self) -> Result<ChainReply, EgressError> {
        self.client.ask(Outgoing::chain(), Some(self.token)).await
    }

    /// Sends operations in the order of their numbers: at most 500, at most 1 MiB. The answer has one
    /// outcome for each; what has none like "stored" or "duplicate" must be kept.
    ///
    /// # Errors
    /// [`EgressError`]; whether the server stored something is then unknown, and sending again is
    /// safe.
    pub async fn push(&self, frames: &[&Frame]) -> Result<PushReply, EgressError> {
        let reply: PushReply = self.client.ask(Outgoing::push(frames)?, Some(self.token)).await?;
        // A shorter list must never pass for "the rest is fine".
        if reply.outcomes.len() == frames.len() {
            Ok(reply)
        } else {
            Err(EgressError::NotOurProtocol)
        }
    }

    /// The next page behind a cursor: 0 at first, then `next` of the last answer, also while
    /// `is_done` is false for a page that is short.
    ///
    /// # Errors
    /// [`EgressError`].
    pub async fn pull(&self, after: u64) -> Result<PullReply, EgressError> {
        self.client.ask(Outgoing::pull(after)?, Some(self.token)).await
    }

    /// Announces a blob by its manifest's frame; the answer names the chunks to send.
    ///
    /// # Errors
    /// [`EgressError::NotCleared`] if the frame is no manifest; [`EgressError`].
    pub async fn blob_begin(&self, manifest: &Frame) -> Result<BlobStatus, EgressError> {
        self.client.ask(Outgoing::manifest(manifest)?, Some(self.token)).await
    }

    /// Sends chunk `number` of a blob that was announced. Sending it again is safe.
    ///
    /// # Errors
    /// [`EgressError::NotCleared`] if the manifest does not name exactly this chunk, and nothing was
    /// sent; [`EgressError`].
    pub async fn blob_put(
        &self,
        manifest: &Frame,
        number: u32,
        chunk: &[u8],
    ) -> Result<BlobStatus, EgressError> {
        self.client.ask(Outgoing::chunk(manifest, number, chunk)?, Some(self.token)).await
    }

    /// Fetches what is missing of `download` and returns the whole ciphertext, checked by its hash.
    /// After an error `download` keeps the chunks that came, and the next call goes on behind them.
    ///
    /// # Errors
    /// [`EgressError::DamagedBlob`] if the whole is not the blob (it starts over then);
    /// [`EgressError::Rejected`] if the server does not have it; [`EgressError`].
    pub async fn blob_get(&self, download: &mut BlobDownload) -> Result<Vec<u8>, EgressError> {
        while let Some(number) = download.next_chunk() {
            let outgoing = Outgoing::fetch_chunk(download.blob(), number);
            let chunk = self.client.ask_bytes(outgoing, Some(self.token)).await?;
            download.take(&chunk)?;
        }
        download.finish()
    }

    /// Everybody with an account; for reviewers and admins.
    ///
    /// # Errors
    /// [`EgressError`].
    pub async fn people(&self) -> Result<PeopleReply, EgressError> {
        self.client.ask(Outgoing::people(), Some(self.token)).await
    }

    /// Ends the token.
    ///
    /// # Errors
    /// [`EgressError`].
    pub async fn sign_out(&self) -> Result<(), EgressError> {
        self.client.tell(Outgoing::sign_out(), Some(self.token)).await
    }
}
