import { describeEverydayWork } from './describe-everyday-work.js';

describeEverydayWork('cloud');
