import { describeLargeLists } from './describe-large-lists.js';

describeLargeLists('cloud');
