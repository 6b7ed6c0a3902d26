#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (!existsSync(join(__dirname, '..', 'dist', 'netlapse.js'))) {
  process.stderr.write('netlapse is not built yet: run `npm run build` at the top of the checkout first\n');
  process.exit(1);
}

require('../dist/netlapse.js');
