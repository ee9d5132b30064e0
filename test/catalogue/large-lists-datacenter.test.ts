import { describeLargeLists } from './describe-large-lists.js';

describeLargeLists('datacenter');
