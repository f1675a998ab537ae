import { defineConfig } from 'vite';

/** `muster.js`: one module that imports nothing, at an address that does not change. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: '../target/sdk',
    emptyOutDir: true,
    // old browsers inside chat clients know no private members
    target: 'es2020',
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: 'sdk/muster.ts',
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: 'muster.js' },
    },
  },
});
