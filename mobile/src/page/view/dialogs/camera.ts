/** Takes photos with the phone's camera, in the page or by the phone's own app. */

import { texts } from "../../words/words";
import { button, make } from "../dom";
import { fileField, type Take } from "../intake";
import { Sheet } from "./frame";

const QUALITY = 0.95;
const WANTED: MediaStreamConstraints = {
  video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** Show the camera's picture until a photo is taken or the sheet is closed. */
export async function openCamera(take: Take): Promise<void> {
  const sheet = new Sheet(texts.cameraTitle);
  const video = make("video", { playsinline: true, muted: true, "aria-hidden": "true" });
  video.muted = true; // the attribute alone counts only in a parsed page
  const line = make("p", { class: "muted", role: "status" }, texts.cameraStarting);
  const shoot = button(
    texts.capture,
    async () => {
      shoot.disabled = true; // one photo, however often it is tapped
      try {
        take([{ name: texts.photoName(clock()), blob: await frameOf(video) }]);
        sheet.close();
      } catch {
        line.textContent = texts.cameraFailed;
        line.hidden = false;
        shoot.disabled = false;
      }
    },
    { class: "primary", disabled: true },
  );
  const field = fileField({ capture: "environment", id: "camera-app" }, (files) => {
    take(files);
    sheet.close();
  });
  sheet.body.append(video, line, field);
  sheet.buttons.append(button(texts.cameraApp, () => field.click()), shoot);
  sheet.open();
  const stream = await start(video);
  if (stream === null) {
    line.textContent = texts.cameraRefused;
    video.hidden = true;
  } else {
    line.hidden = true;
    shoot.disabled = false;
  }
  await sheet.closed;
  stop(stream);
}

async function start(video: HTMLVideoElement): Promise<MediaStream | null> {
  let stream: MediaStream | null = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
    video.srcObject = stream;
    await video.play();
    return stream;
  } catch {
    stop(stream); // refused, no camera, or the sheet was closed before it started
    return null;
  }
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext("2d")!.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}

function clock(): string {
  return new Date().toLocaleTimeString(texts.code);
}
