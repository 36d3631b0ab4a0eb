import { render } from 'preact';
import { App } from './app.js';
import { loadHelp } from './fields/help.js';
import { followPaste } from './files/paste.js';
import { followAddress } from './state/address.js';
import { followKeys } from './state/shortcuts.js';

render(<App />, document.getElementById('app') as HTMLElement);
followAddress();
followKeys();
followPaste();
addEventListener('load', loadHelp);
