// The door of every npm script: runs a file or a tool of this repository with the pinned Node, set up first if need be.
// In old syntax on purpose: a Node that is too old has to get as far as the sentence below.
'use strict';

var oldest = 18;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    'Node ' + process.versions.node + ' is too old to set this repository up: install Node ' + oldest + ' or later.',
  );
  if (process.argv[2] === '--tests') console.log('0 passed, 1 failed, 0 skipped');
  process.exit(2);
} else {
  import('./launch.mjs').then(function (launch) {
    return launch.main(process.argv.slice(2));
  });
}
