// A Merkle log that is not ours: golang.org/x/mod/sumdb/tlog, which checks Go's own modules.
// Reads {leaves, inclusion, consistency, claims} from a JSON file, answers with its own roots and proofs
// and with its judgement on each claim.
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Kind   string   `json:"kind"` // "inclusion": First is the leaf's index; else the older size
	First  int64    `json:"first"`
	Second int64    `json:"second"`
	Old    string   `json:"old"` // the leaf's hash, or the older root
	Root   string   `json:"root"`
	Proof  []string `json:"proof"`
}

type question struct {
	Leaves      []string   `json:"leaves"`
	Inclusion   [][2]int64 `json:"inclusion"`
	Consistency [][2]int64 `json:"consistency"`
	Claims      []claim    `json:"claims"`
}

type answer struct {
	Roots       []string   `json:"roots"`
	Inclusion   [][]string `json:"inclusion"`
	Consistency [][]string `json:"consistency"`
	Claims      []string   `json:"claims"` // "" when accepted
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		out = append(out, s[index])
	}
	return out, nil
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func hash(text string) tlog.Hash {
	var out tlog.Hash
	copy(out[:], must(hex.DecodeString(text)))
	return out
}

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, one := range hashes {
		out = append(out, hex.EncodeToString(one[:]))
	}
	return out
}

func judge(one claim) error {
	var proof []tlog.Hash
	for _, step := range one.Proof {
		proof = append(proof, hash(step))
	}
	if one.Kind == "inclusion" {
		return tlog.CheckRecord(proof, one.Second, hash(one.Root), one.First, hash(one.Old))
	}
	return tlog.CheckTree(proof, one.Second, hash(one.Root), one.First, hash(one.Old))
}

func main() {
	var asked question
	must(0, json.Unmarshal(must(os.ReadFile(os.Args[1])), &asked))
	var tree stored
	said := answer{}
	for n, leaf := range asked.Leaves {
		tree = append(tree, must(tlog.StoredHashes(int64(n), must(hex.DecodeString(leaf)), tree))...)
		root := must(tlog.TreeHash(int64(n)+1, tree))
		said.Roots = append(said.Roots, hex.EncodeToString(root[:]))
	}
	for _, pair := range asked.Inclusion {
		said.Inclusion = append(said.Inclusion, texts(must(tlog.ProveRecord(pair[1], pair[0], tree))))
	}
	for _, pair := range asked.Consistency {
		said.Consistency = append(said.Consistency, texts(must(tlog.ProveTree(pair[1], pair[0], tree))))
	}
	for _, one := range asked.Claims {
		text := ""
		if err := judge(one); err != nil {
			text = err.Error()
		}
		said.Claims = append(said.Claims, text)
	}
	must(0, json.NewEncoder(os.Stdout).Encode(said))
}
