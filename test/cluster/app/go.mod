module sitrep.local/test/cluster/app

go 1.26.0
