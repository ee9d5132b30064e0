import { describeHiddenRequests } from './describe-hidden-requests.js';
import { describeHiddenSpaces, describeOpenSpace, describeReadOnlySpace } from './describe-space-policy.js';

describeHiddenSpaces('datacenter');
describeReadOnlySpace('datacenter');
describeOpenSpace('datacenter');
describeHiddenRequests('datacenter');
