import { describeHiddenSpaces, describeOpenSpace, describeReadOnlySpace } from './describe-space-policy.js';

describeHiddenSpaces('datacenter');
describeReadOnlySpace('datacenter');
describeOpenSpace('datacenter');
