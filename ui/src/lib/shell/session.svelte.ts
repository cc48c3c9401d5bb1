import type { ProfileStatus, Role, SignedInPerson, SyncStatus, Today } from "$lib/ipc/generated/types";

/** What every screen may ask about: who is here, how sending goes, what is on the list. Kept fresh by the app. */
class Session {
  profile = $state.raw<ProfileStatus | null>(null);
  sync = $state.raw<SyncStatus | null>(null);
  today = $state.raw<Today | null>(null);

  get person(): SignedInPerson | null {
    return this.profile?.person ?? null;
  }

  get role(): Role | null {
    return this.person?.role ?? null;
  }

  get isOffice(): boolean {
    return this.role === "reviewer" || this.role === "admin";
  }
}

export const session = new Session();
