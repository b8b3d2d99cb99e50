/** Everything the page says, in English. The other languages have the same form. */

export const english = {
  code: "en",
  and: " and ",
  // Maps, for a model may call a label as it likes, "constructor" for one.
  nouns: new Map([
    ["cat", "cat"],
    ["dog", "dog"],
  ]) as ReadonlyMap<string, string>,
  withArticle: new Map([
    ["cat", "a cat"],
    ["dog", "a dog"],
  ]) as ReadonlyMap<string, string>,
  quoted: (text: string) => `“${text}”`,
  neither: "Neither",
  notSure: "Not sure",
  failed: "Failed",
  waiting: "Waiting",
  all: "All",
  looksLike: (likely: string, percent: string) => `Looks like ${likely} (${percent})`,
  notRuledOut: (likely: string, percent: string, other: string, doubt: string) =>
    `Looks like ${likely} (${percent}), but ${other} is not ruled out (${doubt})`,
  device: "This phone",
  cloud: "Cloud",
  reasons: {
    unsure: "This phone was not sure; the cloud answered",
    deviceFailed: "This phone could not answer; the cloud did",
    notConfirmed: (cause: string) => `Not confirmed by the cloud (${cause})`,
    unreachable: (cause: string) => `Cloud unreachable (${cause}), answered on this phone`,
    noAnswer: (cause: string) => `The cloud gave no answer (${cause}), this phone did`,
  },
  causes: {
    offline: "no connection",
    timeout: "timed out",
    throttled: "asked too often",
    refused: "key not accepted",
    rejected: "picture not accepted",
    server: "error at the endpoint",
    bad_answer: "answer not understood",
    breaker_open: "failed repeatedly, left alone for a moment",
    no_model: "no usable model there",
    unknown: "cause unknown",
  } as Readonly<Record<string, string>>,
  failures: {
    unreadable: "The file could not be read",
    empty: "The file is empty",
    not_an_image: "This is not a picture",
    unsupported_format: "This browser cannot read this kind of file",
    truncated: "The picture is cut short or damaged",
    too_large: "The picture is too large",
    error: "Something unexpected went wrong",
    bad_model: "The model could not be run",
    no_runtime: "The model could not be started",
  } as Readonly<Record<string, string>>,
  cloudFailed: (cause: string) => `The cloud gave no answer (${cause})`,
  advice: {
    unreadable: "Choose it once more.",
    unsupported_format: "Save it as JPEG or PNG and choose that file.",
    truncated: "Copy it again from where it came from.",
    too_large: "Up to 200 MB and 50 megapixels work.",
    bad_model: "Open this page again.",
    no_runtime: "If trying again does not help, use a newer browser.",
    cloud_error: "Try again later, or answer on this phone.",
  } as Readonly<Record<string, string>>,

  modes: { device: "Device", auto: "Auto", cloud: "Cloud" },
  modesExplained: {
    device: "Answers on this phone. Nothing is uploaded.",
    auto: "Answers on this phone; uploads only pictures that it is not sure about.",
    cloud: "Uploads every picture to the endpoint; this phone steps in where that fails.",
  },
  modeTitle: "Where answers come from",

  endpoint: (state: string) => `Cloud endpoint: ${state}`,
  reach: {
    checking: "Checking…",
    ready: (ms: string) => `Ready (${ms})`,
    readyAtOnce: "Ready",
    unreachable: "Unreachable",
  },
  unreachableSince: (time: string, cause: string) =>
    `Unreachable since ${time}: ${cause}. It is asked again by and by.`,
  servedBy: (model: string) => `Its model is ${model}.`,

  loading: (share: string) => `Loading the model, ${share}`,
  startFailed: (why: string) => `The model could not be started: ${why}.`,
  loadFailed: "The model could not be loaded. Check the connection.",
  tryAgain: "Try again",
  answering: (done: number, total: number) => `${done} of ${total} answered`,
  pictures: (count: number) => (count === 1 ? "1 picture" : `${number(count)} pictures`),
  added: (count: number) => (count === 1 ? "1 picture added" : `${number(count)} pictures added`),
  finished: (summary: string) => `All answered: ${summary}`,
  removed: (name: string) => `${name} removed`,
  cleared: "The list is empty",

  welcomeTitle: "Cat or dog?",
  welcome:
    "Each photo gets an answer: a cat, a dog, both, or neither. " +
    "Your photos stay on this phone unless you choose the cloud.",
  welcomeHow: "Choose photos, take one, paste one or drop some here.",
  choose: "Choose photos",
  camera: "Camera",
  dropHere: "Drop the photos here",
  nothingToAdd: "There was no file to add.",
  pastedName: "Pasted picture",
  photoName: (time: string) => `Photo ${time}`,

  results: "Results",
  share: "Share",
  saveCsv: "Save as CSV",
  clear: "Clear",
  remove: (name: string) => `Remove ${name}`,
  retry: "Try again",
  retryNamed: (name: string) => `Try ${name} again`,
  details: "Details",
  detailsOf: (name: string) => `Details of ${name}`,
  thresholds: "The marks are the model's thresholds.",
  answeredBy: "Answered by",
  time: "Time",
  model: "Model",
  deviceSaid: "This phone said",
  stages: {
    open: "open",
    resize: "resize",
    invoke: "model",
    network: "network",
  } as Readonly<Record<string, string>>,
  kept:
    "Answers and small previews stay until you close this tab; “Clear” forgets them at once. " +
    "The photos themselves are never stored.",
  sharedTitle: "petsight answers",

  offlineReady: "Ready to work offline",
  offlinePreparing: "Getting ready for offline use…",
  offlineNever: "This browser cannot keep the page for offline use.",
  updateReady: "A new version is ready.",
  updateNow: "Reload",
  keyRefused: "The endpoint does not accept the key; this phone answers instead.",

  settings: "Settings",
  close: "Close",
  cancel: "Cancel",
  endpointTitle: "Cloud endpoint",
  endpointUnused: "Not asked in the mode “Device”.",
  check: "Check now",
  key: "Key",
  keyHint: (origin: string) =>
    `Needed only if the endpoint asks for one. It is kept on this phone, in this browser's ` +
    `storage and not encrypted, and sent to ${origin} alone.`,
  keyStored: "A key is stored; a new one replaces it.",
  save: "Save",
  forget: "Forget",
  keySaved: "The key is stored on this phone.",
  keyForgotten: "The key is forgotten.",
  withdraw: "Withdraw leave to upload",
  withdrawn: "Nothing is uploaded any more.",
  modelTitle: "Model",
  otherModel: "Use another model file…",
  shippedModel: "Use petsight's own model",
  modelBusy: "Wait until all pictures are answered.",
  modelLoaded: (name: string) => `Now answering with ${name}`,
  offlineTitle: "Offline",
  aboutTitle: "Privacy",
  about:
    "This page loads nothing from anybody but the server it came from, sets no cookies and counts " +
    "no visits. In the mode “Device” it sends nothing at all once it is loaded.",

  consentTitle: (origin: string) => `Upload to ${origin}?`,
  consentWhich: "Which pictures",
  consentAuto: "Pictures that this phone is not sure about or cannot answer.",
  consentCloud: "Every picture.",
  consentForm: "In which form",
  consentFormText:
    "The upright picture, stretched to the size that the endpoint's model takes, never more than " +
    "640 by 640 pixels, as a PNG without metadata. No position, date or file name leaves.",
  consentLong: "For how long",
  consentLongText: "Until you withdraw it in the settings. The switch “Device” ends uploads at once.",
  stay: "Stay on this phone",
  agree: "Agree",

  modelCardTitle: "Use this model?",
  modelName: "Name",
  modelLabels: "Labels",
  modelThresholds: (reject: string, accept: string) => `absent up to ${reject}, present from ${accept}`,
  modelInput: "Input",
  modelSize: "Size",
  modelHash: "SHA-256",
  modelUntilReload: "It is used until this page is opened again, and never leaves this phone.",
  use: "Use it",
  badModel: (why: string) => `This file cannot be used: ${why}.`,

  cameraTitle: "Take a photo",
  capture: "Take the photo",
  cameraStarting: "Starting the camera…",
  cameraRefused: "The camera may not be used here, or there is none.",
  cameraFailed: "The photo could not be taken. Try again.",
  cameraApp: "Use the camera app",
};

/** What every language has to say. */
export type Texts = typeof english;

function number(value: number): string {
  return value.toLocaleString("en");
}
