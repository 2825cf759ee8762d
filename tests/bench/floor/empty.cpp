// SPDX-License-Identifier: MIT
// The least a program can do: start and end.
int main() {
    return 0;
}
