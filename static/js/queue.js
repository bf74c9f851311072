/* For moderators: the queue, where the next comment stands before the last one is sent, and rules that are tried out. On
 * pages that work without any of this. */
import './moderation-queue.js';
import './time-ago.js';
import './trial-progress.js';
