-- On what people sign in, and the tokens that a sign-in gives.

CREATE TABLE device (
    org_id        BLOB    NOT NULL,
    device_id     BLOB    NOT NULL CHECK (length(device_id) = 16),
    -- Recorded at the first sign-in and never changed.
    user_id       BLOB    NOT NULL,
    public_key    BLOB    NOT NULL CHECK (length(public_key) = 32),
    created_at_ms INTEGER NOT NULL,
    revoked_at_ms INTEGER,
    PRIMARY KEY (org_id, device_id),
    FOREIGN KEY (org_id, user_id) REFERENCES person (org_id, user_id)
) STRICT, WITHOUT ROWID;

-- Looked up before the organisation is known, hence keyed by the token alone.
CREATE TABLE access_token (
    -- SHA-256 of the token; the token itself is not kept.
    token_hash    BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    org_id        BLOB    NOT NULL,
    device_id     BLOB    NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    FOREIGN KEY (org_id, device_id) REFERENCES device (org_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_token_by_device ON access_token (org_id, device_id);

-- Wrong tries; before the organisation is known, and for accounts that do not exist.
CREATE TABLE sign_in_try (
    -- SHA-256 of the address that was tried.
    account_hash   BLOB    NOT NULL CHECK (length(account_hash) = 32),
    -- A device recorded for the account, or zero for all others together.
    device_id      BLOB    NOT NULL CHECK (length(device_id) = 16),
    tries          INTEGER NOT NULL,
    last_try_at_ms INTEGER NOT NULL,
    PRIMARY KEY (account_hash, device_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_try_by_time ON sign_in_try (last_try_at_ms);
