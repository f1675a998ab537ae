import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * Two helpers of antd write a style element without the nonce of the page, which the policy then
 * refuses: while a dialog is open the page behind it scrolls. They both end here.
 */
function nonceForEveryStyle(): Plugin {
  const file = '@rc-component/util/es/Dom/dynamicCSS.js';
  const before = 'if (csp?.nonce) {\n    styleNode.nonce = csp?.nonce;\n  }';
  const after =
    "styleNode.nonce = csp?.nonce ?? document.querySelector('meta[name=csp-nonce]')?.nonce ?? '';";
  return {
    name: 'nonce-for-every-style',
    transform(code, id) {
      if (!id.includes(file)) {
        return null;
      }
      if (!code.includes(before)) {
        throw new Error(`${file} has changed: see whether it sets the nonce by itself now`);
      }
      return code.replace(before, after);
    },
  };
}

export default defineConfig({
  base: '/console/',
  plugins: [react(), nonceForEveryStyle()],
  build: {
    outDir: '../target/console/dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  // beside other modules' builds a test may take long
  test: {
    css: false,
    testTimeout: 60_000,
    // not one less than there are cores: of two that is one, and whatever waits for the console is idle
    maxWorkers: '100%',
    // a document costs a second of the processor: only files that need one have one
    projects: [
      { extends: true, test: { name: 'code', include: ['**/*.test.ts'], environment: 'node' } },
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['src/test-setup.ts'],
        },
      },
    ],
  },
});
