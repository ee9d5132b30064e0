import { describeEveryTool } from './describe-every-tool.js';

describeEveryTool('datacenter');
