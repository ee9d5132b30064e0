/** Conventional Commits; the body says the cause, so it is wanted, not only allowed. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'body-empty': [2, 'never'],
    'body-max-line-length': [2, 'always', 120],
  },
};
