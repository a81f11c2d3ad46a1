import js from '@eslint/js'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/artifacts/**',
      '**/generated/**',
      '**/node_modules/**',
      '.cache/**',
      'coverage/**',
      'docs/api/**',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // Test tables and the interpreter index arrays whose bounds the surrounding code has established.
    files: ['**/*.test.ts', 'tests/**', 'devnet/**', 'examples/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Every method a contract class leaves public becomes callable by anybody: say which, always.
    files: ['**/*.algo.ts'],
    rules: {
      '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'off' } }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/class-methods-use-this': 'off',
    },
  },
  { files: ['*.config.{js,ts}', '**/*.config.{js,ts}'], rules: { 'no-restricted-exports': 'off' } },
)
