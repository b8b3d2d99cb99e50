/** Everything the page says, in German. */

import type { Texts } from "./english";

export const german: Texts = {
  code: "de",
  and: " und ",
  nouns: new Map([
    ["cat", "Katze"],
    ["dog", "Hund"],
  ]),
  withArticle: new Map([
    ["cat", "einer Katze"],
    ["dog", "einem Hund"],
  ]),
  quoted: (text) => `„${text}“`,
  neither: "Keins",
  notSure: "Nicht sicher",
  failed: "Fehlgeschlagen",
  waiting: "Wartet",
  all: "Alle",
  looksLike: (likely, percent) => `Sieht nach ${likely} aus (${percent})`,
  notRuledOut: (likely, percent, other, doubt) =>
    `Sieht nach ${likely} aus (${percent}), aber auch ein wenig nach ${other} (${doubt})`,
  device: "Dieses Telefon",
  cloud: "Cloud",
  reasons: {
    unsure: "Dieses Telefon war sich nicht sicher; die Cloud hat geantwortet",
    deviceFailed: "Dieses Telefon konnte nicht antworten; die Cloud hat geantwortet",
    notConfirmed: (cause) => `Von der Cloud nicht bestätigt (${cause})`,
    unreachable: (cause) => `Cloud nicht erreichbar (${cause}), auf diesem Telefon beantwortet`,
    noAnswer: (cause) => `Die Cloud gab keine Antwort (${cause}), auf diesem Telefon beantwortet`,
  },
  causes: {
    offline: "keine Verbindung",
    timeout: "Zeit überschritten",
    throttled: "zu oft gefragt",
    refused: "Schlüssel nicht angenommen",
    rejected: "Bild nicht angenommen",
    server: "Fehler beim Endpunkt",
    bad_answer: "Antwort nicht verstanden",
    breaker_open: "mehrmals gescheitert, kurz in Ruhe gelassen",
    no_model: "dort kein brauchbares Modell",
    unknown: "Ursache unbekannt",
  },
  failures: {
    unreadable: "Die Datei konnte nicht gelesen werden",
    empty: "Die Datei ist leer",
    not_an_image: "Das ist kein Bild",
    unsupported_format: "Diese Art Datei kann dieser Browser nicht lesen",
    truncated: "Das Bild ist abgeschnitten oder beschädigt",
    too_large: "Das Bild ist zu groß",
    error: "Etwas Unerwartetes ist schiefgegangen",
    bad_model: "Das Modell ließ sich nicht ausführen",
    no_runtime: "Das Modell ließ sich nicht starten",
  },
  cloudFailed: (cause) => `Die Cloud gab keine Antwort (${cause})`,
  advice: {
    unreadable: "Wählen Sie sie noch einmal aus.",
    unsupported_format: "Speichern Sie das Bild als JPEG oder PNG und wählen Sie diese Datei.",
    truncated: "Kopieren Sie es noch einmal von dort, woher es kam.",
    too_large: "Bis 200 MB und 50 Megapixel gehen.",
    bad_model: "Öffnen Sie diese Seite noch einmal.",
    no_runtime: "Hilft ein neuer Versuch nicht, nehmen Sie einen neueren Browser.",
    cloud_error: "Versuchen Sie es später noch einmal, oder antworten Sie auf diesem Telefon.",
  },

  modes: { device: "Gerät", auto: "Auto", cloud: "Cloud" },
  modesExplained: {
    device: "Antwortet auf diesem Telefon. Nichts wird hochgeladen.",
    auto: "Antwortet auf diesem Telefon; lädt nur Bilder hoch, bei denen es sich nicht sicher ist.",
    cloud: "Lädt jedes Bild zum Endpunkt hoch; scheitert das, springt dieses Telefon ein.",
  },
  modeTitle: "Woher die Antworten kommen",

  endpoint: (state) => `Cloud-Endpunkt: ${state}`,
  reach: {
    checking: "Wird geprüft…",
    ready: (ms) => `Bereit (${ms})`,
    readyAtOnce: "Bereit",
    unreachable: "Nicht erreichbar",
  },
  unreachableSince: (time, cause) =>
    `Nicht erreichbar seit ${time}: ${cause}. Er wird immer wieder gefragt.`,
  servedBy: (model) => `Sein Modell ist ${model}.`,

  loading: (share) => `Lädt das Modell, ${share}`,
  startFailed: (why) => `Das Modell ließ sich nicht starten: ${why}.`,
  loadFailed: "Das Modell ließ sich nicht laden. Prüfen Sie die Verbindung.",
  tryAgain: "Noch einmal",
  answering: (done, total) => `${done} von ${total} beantwortet`,
  pictures: (count) => (count === 1 ? "1 Bild" : `${number(count)} Bilder`),
  added: (count) => (count === 1 ? "1 Bild hinzugefügt" : `${number(count)} Bilder hinzugefügt`),
  finished: (summary) => `Alle beantwortet: ${summary}`,
  removed: (name) => `${name} entfernt`,
  cleared: "Die Liste ist leer",

  welcomeTitle: "Katze oder Hund?",
  welcome:
    "Zu jedem Foto gibt es eine Antwort: eine Katze, ein Hund, beides oder keins von beiden. " +
    "Ihre Fotos bleiben auf diesem Telefon, solange Sie nicht die Cloud wählen.",
  welcomeHow: "Wählen Sie Fotos, machen Sie eins, fügen Sie eins ein oder legen Sie welche hier ab.",
  choose: "Fotos wählen",
  camera: "Kamera",
  dropHere: "Die Fotos hier ablegen",
  nothingToAdd: "Da war keine Datei zum Hinzufügen.",
  pastedName: "Eingefügtes Bild",
  photoName: (time) => `Foto ${time}`,

  results: "Ergebnisse",
  share: "Teilen",
  saveCsv: "Als CSV sichern",
  clear: "Leeren",
  remove: (name) => `${name} entfernen`,
  retry: "Noch einmal",
  retryNamed: (name) => `${name} noch einmal versuchen`,
  details: "Einzelheiten",
  detailsOf: (name) => `Einzelheiten zu ${name}`,
  thresholds: "Die Striche sind die Schwellen des Modells.",
  answeredBy: "Beantwortet von",
  time: "Zeit",
  model: "Modell",
  deviceSaid: "Dieses Telefon meinte",
  stages: { open: "öffnen", resize: "verkleinern", invoke: "Modell", network: "Netz" },
  kept:
    "Antworten und kleine Vorschaubilder bleiben, bis Sie diesen Tab schließen; „Leeren“ vergisst " +
    "sie sofort. Die Fotos selbst werden nie gespeichert.",
  sharedTitle: "Antworten von petsight",

  offlineReady: "Funktioniert jetzt auch offline",
  offlinePreparing: "Wird für die Nutzung ohne Netz vorbereitet…",
  offlineNever: "Dieser Browser kann die Seite nicht für die Nutzung ohne Netz behalten.",
  updateReady: "Eine neue Version liegt bereit.",
  updateNow: "Neu laden",
  keyRefused: "Der Endpunkt nimmt den Schlüssel nicht an; dieses Telefon antwortet stattdessen.",

  settings: "Einstellungen",
  close: "Schließen",
  cancel: "Abbrechen",
  endpointTitle: "Cloud-Endpunkt",
  endpointUnused: "Wird im Modus „Gerät“ nicht gefragt.",
  check: "Jetzt prüfen",
  key: "Schlüssel",
  keyHint: (origin) =>
    `Nur nötig, wenn der Endpunkt einen verlangt. Er bleibt auf diesem Telefon, unverschlüsselt ` +
    `im Speicher dieses Browsers, und geht nur an ${origin}.`,
  keyStored: "Ein Schlüssel ist gespeichert; ein neuer ersetzt ihn.",
  save: "Speichern",
  forget: "Vergessen",
  keySaved: "Der Schlüssel ist auf diesem Telefon gespeichert.",
  keyForgotten: "Der Schlüssel ist vergessen.",
  withdraw: "Erlaubnis zum Hochladen zurücknehmen",
  withdrawn: "Es wird nichts mehr hochgeladen.",
  modelTitle: "Modell",
  otherModel: "Andere Modelldatei verwenden…",
  shippedModel: "Das Modell von petsight verwenden",
  modelBusy: "Warten Sie, bis alle Bilder beantwortet sind.",
  modelLoaded: (name) => `Jetzt antwortet ${name}`,
  offlineTitle: "Ohne Netz",
  aboutTitle: "Privatsphäre",
  about:
    "Diese Seite lädt nichts von anderen als dem Server, von dem sie kommt, setzt keine Cookies und " +
    "zählt keine Besuche. Im Modus „Gerät“ sendet sie gar nichts, sobald sie geladen ist.",

  consentTitle: (origin) => `Zu ${origin} hochladen?`,
  consentWhich: "Welche Bilder",
  consentAuto:
    "Bilder, bei denen sich dieses Telefon nicht sicher ist oder die es nicht beantworten kann.",
  consentCloud: "Jedes Bild.",
  consentForm: "In welcher Form",
  consentFormText:
    "Das aufgerichtete Bild, auf die Größe gestreckt, die das Modell des Endpunkts verlangt, nie " +
    "mehr als 640 mal 640 Pixel, als PNG ohne Metadaten. Weder Ort noch Datum noch Dateiname " +
    "verlassen das Telefon.",
  consentLong: "Wie lange",
  consentLongText:
    "Bis Sie es in den Einstellungen zurücknehmen. Der Schalter „Gerät“ beendet das Hochladen sofort.",
  stay: "Auf diesem Telefon bleiben",
  agree: "Zustimmen",

  modelCardTitle: "Dieses Modell verwenden?",
  modelName: "Name",
  modelLabels: "Labels",
  modelThresholds: (reject, accept) => `bis ${reject} nicht da, ab ${accept} da`,
  modelInput: "Eingabe",
  modelSize: "Größe",
  modelHash: "SHA-256",
  modelUntilReload:
    "Es wird verwendet, bis diese Seite neu geöffnet wird, und verlässt dieses Telefon nie.",
  use: "Verwenden",
  badModel: (why) => `Diese Datei ist nicht brauchbar: ${why}.`,

  cameraTitle: "Foto machen",
  capture: "Foto machen",
  cameraStarting: "Die Kamera startet…",
  cameraRefused: "Die Kamera darf hier nicht benutzt werden, oder es gibt keine.",
  cameraFailed: "Das Foto ist nicht gelungen. Versuchen Sie es noch einmal.",
  cameraApp: "Kamera-App benutzen",
};

function number(value: number): string {
  return value.toLocaleString("de");
}
