export const dictation = {
  title: "Dictation",
  sub: "How what you say is written down on this device",
  failed: "The choice could not be read.",
  link: "Language and model",
  model: "Speech model",
  modelText: "A larger model makes fewer mistakes and takes longer. All of them run on this device.",
  names: {
    "tiny.en": "Small and quick",
    base: "Better",
    small: "Best",
  } as Readonly<Record<string, string>>,
  english: "English only",
  manyLanguages: "About 100 languages",
  size: (megabytes: string) => `${megabytes} MB`,
  inUse: "In use",
  notHere: "Not on this device",
  wrongFile: "The file is not the right one",
  fitsNot: {
    memory: (gigabytes: string) => `Needs a computer with ${gigabytes} GB of memory`,
    cores: (count: string) => `Needs a computer with ${count} processor cores`,
  },
  addTitle: "To add a model",
  addText: (files: string) =>
    `Put its file (${files}) into the folder below and look again. Only the published file is taken: it is checked by its SHA-256.`,
  folder: "Folder for model files",
  lookAgain: "Look again",
  language: "Language that is spoken",
  languageFixed: "This model knows English only. Choose a larger one for other languages.",
  limitTitle: "Personal data is found best in English.",
  limitText:
    "In other languages many names and addresses are not found. A transcript never leaves before you approved it: read it with care.",
  changed: "Next recordings are written down this way.",
} as const;
