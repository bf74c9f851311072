/* What the pages about one's own account do beyond HTML. */
import './copying.js';
import './from-elsewhere.js';
import './passkeys.js';
import './time-zone.js';
