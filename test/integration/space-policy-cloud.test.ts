import { describeHiddenRequests } from './describe-hidden-requests.js';
import { describeHiddenSpaces, describeOpenSpace, describeReadOnlySpace } from './describe-space-policy.js';

describeHiddenSpaces('cloud');
describeReadOnlySpace('cloud');
describeOpenSpace('cloud');
describeHiddenRequests('cloud');
