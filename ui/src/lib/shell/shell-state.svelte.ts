/** Which of the two overlays of the shell is open. */
class ShellState {
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
}

export const shellState = new ShellState();
