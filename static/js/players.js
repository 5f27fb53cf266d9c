// What players of other makers tell, and how a playlist is played where the browser cannot.

export const YOUTUBE = "https://www.youtube-nocookie.com";
export const VIMEO = ["https://player.vimeo.com", "https://vimeo.com"];

/** Give what a message of YouTube's player tells: {time, playing, duration}, fields that it has. */
export function toldByYoutube(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    return {};
  }
  const info = told?.info;
  if (!["infoDelivery", "initialDelivery"].includes(told?.event) || !info) return {};
  const found = {};
  if (Number.isFinite(info.currentTime)) found.time = info.currentTime;
  if (Number.isFinite(info.duration) && info.duration > 0) found.duration = info.duration;
  if (Number.isFinite(info.playerState)) found.playing = info.playerState === 1;
  return found;
}

/** Give what a message of Vimeo's player tells, in the same form. */
export function toldByVimeo(message) {
  let told = message;
  if (typeof message === "string") {
    try {
      told = JSON.parse(message);
    } catch {
      return {};
    }
  }
  const found = {};
  if (Number.isFinite(told?.data?.seconds)) found.time = told.data.seconds;
  if (Number.isFinite(told?.data?.duration)) found.duration = told.data.duration;
  if (told?.event === "pause" || told?.event === "ended") found.playing = false;
  if (["play", "timeupdate", "playProgress"].includes(told?.event)) found.playing = true;
  return found;
}

/** Tell whether the browser plays playlists itself. */
function playsPlaylists(video) {
  return Boolean(video.canPlayType("application/vnd.apple.mpegurl"));
}

/** Play a playlist by hls.js where the browser cannot; resolves to whether it can be played. */
export async function attachPlaylist(video, library) {
  if (video.dataset.player !== "hls" || playsPlaylists(video)) return true;
  const source = video.getAttribute("src");
  const { default: Hls } = await import(library);
  if (!Hls.isSupported()) return false;
  video.removeAttribute("src");
  const hls = new Hls({ enableWorker: false });
  hls.loadSource(source);
  hls.attachMedia(video);
  return true;
}

/** Hear where a player is: `hear` is given {time, playing, duration}, fields that are known. */
export function listen(player, hear) {
  if (player.tagName === "VIDEO") {
    const tell = () =>
      hear({ time: player.currentTime, playing: !player.paused && !player.seeking, duration: player.duration });
    for (const event of ["timeupdate", "play", "pause", "seeking", "seeked", "ended", "durationchange"]) {
      player.addEventListener(event, tell);
    }
    return;
  }
  const kind = player.dataset.player;
  if (kind !== "youtube" && kind !== "vimeo") return;
  window.addEventListener("message", (event) => {
    if (event.source !== player.contentWindow) return;
    if (kind === "youtube" && event.origin === YOUTUBE) hear(toldByYoutube(event.data));
    if (kind === "vimeo" && VIMEO.includes(event.origin)) hear(toldByVimeo(event.data));
  });
  player.addEventListener("load", () => ask(player, kind));
}

function ask(player, kind) {
  const origin = new URL(player.src).origin;
  if (kind === "youtube") {
    player.contentWindow.postMessage(JSON.stringify({ event: "listening", id: 1 }), origin);
    return;
  }
  for (const value of ["timeupdate", "play", "pause", "ended"]) {
    player.contentWindow.postMessage(JSON.stringify({ method: "addEventListener", value }), origin);
  }
}

/** Put the player of a template on the stage, once; gives the player. */
export function putOnStage(root) {
  const stage = root.querySelector("[data-stage]");
  const template = root.querySelector("template[data-player-template]");
  if (template && !stage.firstElementChild) stage.append(template.content.cloneNode(true));
  root.querySelector("[data-start-form]")?.remove();
  return stage.querySelector("[data-player]");
}
