/** Plays the playlist that an organiser tries, where the browser cannot by itself. */

import { attachPlaylist } from "./players.js";

const stage = document.querySelector("[data-preview]");
const video = stage?.querySelector("video");
if (video) attachPlaylist(video, stage.dataset.hls);
