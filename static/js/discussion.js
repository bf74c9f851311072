/* A discussion as readers wish it were, on HTML that works without any of this. One module for each thing it can do. */
import './comment-box.js';
import './delete-link.js';
import './edit-link.js';
import './folded-branches.js';
import './kept-drafts.js';
import './more-replies.js';
import './new-marks.js';
import './quote-selection.js';
import './reply-link.js';
import './share-link.js';
import './swap-form.js';
import './thread-live.js';
import './time-ago.js';
