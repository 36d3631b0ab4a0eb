import { startSearch } from './search.js';
import { startTheme } from './theme-button.js';

startTheme(document.querySelector('button.theme'));
startSearch(document.querySelector('search'), document.querySelector('script[data-root]').dataset.root);
