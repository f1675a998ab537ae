import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// beside other modules' builds a page may take long
configure({ asyncUtilTimeout: 20_000 });

// what jsdom lacks and antd asks for
window.matchMedia ??= (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as unknown as MediaQueryList;
window.ResizeObserver ??= class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};

afterEach(cleanup);
