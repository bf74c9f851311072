/* The queue, where the next comment stands before the last one is sent. On a page that works without any of this. */
import './moderation-queue.js';
import './time-ago.js';
